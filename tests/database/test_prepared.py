"""Statements that go past SQLAlchemy to the driver behave as its own do: values, errors, transaction."""

import pytest
from flask import Flask
from sqlalchemy import Integer, bindparam, event, insert, literal, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Session

from booking.tables import Booking, IdempotencyKey, Office, Seeker
from database import transactions
from database.base import db, table_of
from database.engines import writing
from database.fast.prepared import Prepared
from database.inserting import insert_if_free, insert_row
from database.one_of import one_of
from database.transactions import transact
from tests.bookings.builders import all_of, how_many
from tests.town import FRIDAY_MORNING, MISAKI

_keys, _seekers = table_of(IdempotencyKey).c, table_of(Seeker).c
MADE_AT = Prepared(select(_keys.made_at, _keys.key).where(_keys.actor == "test", _keys.key == bindparam("key")))

ON_POSTGRESQL = pytest.mark.parametrize("town_url", ["postgresql"], indirect=True)


def key(name: str) -> dict[str, object]:
    return {"actor": "test", "key": name, "body_hash": "a", "made_at": FRIDAY_MORNING}


def test_a_moment_goes_in_and_comes_out_as_the_same_moment(app: Flask) -> None:
    transact(lambda session: insert_row(session, IdempotencyKey, key("one")))
    assert MADE_AT.rows(db.session.connection(), {"key": "one"}) == [(FRIDAY_MORNING, "one")]
    assert MADE_AT.rows(db.session.connection(), {"key": "two"}) == []


def test_a_broken_constraint_is_an_integrity_error_and_is_tried_again(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transactions, "FIRST_PAUSE_SECONDS", 0)
    transact(lambda session: insert_row(session, IdempotencyKey, key("taken")))
    drawn = iter(["taken", "taken", "free"])
    transact(lambda session: insert_row(session, IdempotencyKey, key(next(drawn))))
    assert {each.key for each in all_of(IdempotencyKey)} == {"taken", "free"}


def test_an_error_names_no_value(app: Flask) -> None:
    transact(lambda session: insert_row(session, IdempotencyKey, key("secret-name")))
    with pytest.raises(IntegrityError) as raised, writing(db.engine).begin() as connection:
        insert_row(Session(connection), IdempotencyKey, key("secret-name"))
    assert raised.value.params is None


def test_what_it_wrote_ends_with_the_transaction(app: Flask) -> None:
    def fail(session: Session) -> None:
        insert_row(session, IdempotencyKey, key("gone"))
        raise LookupError

    with pytest.raises(LookupError):
        transact(fail)
    assert how_many(IdempotencyKey) == 0


def test_a_connection_that_was_lost_is_left(app: Flask) -> None:
    """The error is SQLAlchemy's, and the next change gets another connection."""

    def lose(session: Session) -> None:
        session.connection().connection.dbapi_connection.close()  # type: ignore[union-attr]  # it is there
        MADE_AT.rows(session.connection(), {"key": "one"})

    with pytest.raises(DBAPIError):
        transact(lose)
    transact(lambda session: insert_row(session, IdempotencyKey, key("one")))
    assert how_many(IdempotencyKey) == 1


def test_a_statement_that_the_database_refuses_is_told_as_sqlalchemy_tells_it(app: Flask) -> None:
    missing = Prepared(select(text("nothing_of_this_name")))
    with pytest.raises(DBAPIError):
        missing.rows(db.session.connection(), {})
    db.session.rollback()


def test_more_rows_than_usual_go_in_as_well(app: Flask) -> None:
    rows = [key(str(n)) for n in range(20)]
    assert len(transact(lambda session: insert_if_free(session, IdempotencyKey, rows))) == 20
    assert transact(lambda session: insert_if_free(session, IdempotencyKey, [])) == []


def test_a_change_needs_no_rows_to_answer(app: Flask) -> None:
    rename = Prepared(
        update(table_of(Seeker)).where(_seekers.seeker_number == bindparam("number")).values(name=bindparam("new"))
    )
    transact(lambda session: rename.rows(session.connection(), {"number": MISAKI, "new": "別の名"}))
    assert [each.name for each in all_of(Seeker) if each.seeker_number == MISAKI] == ["別の名"]


def test_a_default_made_in_python_is_not_forgotten_silently(app: Flask) -> None:
    """`cancel_reason` has one: a statement that does not name it is refused when it is first used."""
    unnamed = Prepared(insert(table_of(Booking)).values(number=bindparam("number")).returning(table_of(Booking).c.id))
    with pytest.raises(TypeError, match="makes no defaults"):
        unnamed.rows(db.session.connection(), {"number": "1"})


def test_what_never_changes_stands_in_the_statement_as_it_is(app: Flask) -> None:
    """However it is spelled: 'o''clock' and 100% are values, no SQL."""
    spelled = Prepared(
        select(_keys.key, literal("100%")).where(_keys.key == "o'clock", _keys.actor == bindparam("actor"))
    )
    transact(lambda session: insert_row(session, IdempotencyKey, key("o'clock")))
    assert spelled.rows(db.session.connection(), {"actor": "test"}) == [("o'clock", "100%")]


def test_who_listens_to_statements_hears_of_it(app: Flask) -> None:
    heard: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *event_args: heard.append(event_args[2]))
    Prepared(select(table_of(Office).c.id)).rows(db.session.connection(), {})
    assert any("FROM offices" in statement for statement in heard)


def test_a_list_of_any_length_is_one_parameter(app: Flask) -> None:
    named = Prepared(select(_seekers.id).where(one_of(_seekers.id, "ids")).order_by(_seekers.id))
    others = Prepared(select(_seekers.id).where(~one_of(_seekers.id, "ids"), _seekers.id <= 3).order_by(_seekers.id))
    for ids, found in (([], []), ({2}, [2]), (frozenset({3, 1, 99}), [1, 3])):
        assert [one for (one,) in named.rows(db.session.connection(), {"ids": ids})] == found
        assert [one for (one,) in others.rows(db.session.connection(), {"ids": ids})] == [
            one for one in (1, 2, 3) if one not in found
        ]


def test_a_list_may_be_one_of_texts(app: Flask) -> None:
    named = Prepared(select(_keys.key).where(one_of(_keys.key, "keys")).order_by(_keys.key))
    rows = [key(one) for one in ('a"b', "𠮷", "other")]
    transact(lambda session: insert_if_free(session, IdempotencyKey, rows))
    assert named.rows(db.session.connection(), {"keys": ("𠮷", 'a"b', "none")}) == [('a"b',), ("𠮷",)]
    assert named.rows(db.session.connection(), {"keys": ()}) == []


@ON_POSTGRESQL
def test_a_connection_that_forgot_its_statements_prepares_them_anew(app: Flask) -> None:
    """As psycopg has it forget them after a ROLLBACK of its own; a transaction is run again as a whole."""
    tries: list[Session] = []

    def forget_once(session: Session) -> None:
        tries.append(session)
        insert_row(session, IdempotencyKey, key("one"))
        if len(tries) == 1:
            session.execute(text("DEALLOCATE ALL"))
        MADE_AT.rows(session.connection(), {"key": "one"})

    transact(lambda session: MADE_AT.rows(session.connection(), {"key": "one"}))
    transact(forget_once)
    assert len(tries) == 2
    db.session.execute(text("DEALLOCATE ALL"))
    assert MADE_AT.rows(db.session.connection(), {"key": "one"}) == [(FRIDAY_MORNING, "one")]


@ON_POSTGRESQL
def test_a_server_that_ended_the_connection_is_told_as_trouble_of_the_database(app: Flask) -> None:
    """While a change is on its way; nothing of it is left, and the next one gets another connection."""

    def lose(session: Session) -> None:
        (backend,) = session.execute(text("SELECT pg_backend_pid()")).one()
        with db.engine.connect() as other:
            other.execute(text("SELECT pg_terminate_backend(:backend, 5000)"), {"backend": backend})
        insert_row(session, IdempotencyKey, key("one"))

    with pytest.raises(OperationalError) as raised:
        transact(lose)
    assert raised.value.connection_invalidated
    transact(lambda session: insert_row(session, IdempotencyKey, key("one")))
    assert how_many(IdempotencyKey) == 1


@ON_POSTGRESQL
def test_more_values_than_any_statement_of_ours_has_are_all_handed_over(app: Flask) -> None:
    """Psycopg reads past the end of a list of formats that is too short, and the process with it."""
    names = [f"v{number}" for number in range(1_200)]
    total = Prepared(
        select(literal(1)).where(*(bindparam(name, type_=Integer) == number for number, name in enumerate(names)))
    )
    assert total.rows(db.session.connection(), {name: number for number, name in enumerate(names)}) == [(1,)]
