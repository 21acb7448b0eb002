"""A change is one whole transaction: it runs again when the database asks for it, and leaves nothing when it fails."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Barrier, Event, Thread

import pytest
from flask import Flask
from sqlalchemy import event, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from booking.app import create_app
from booking.tables import Seeker, SeekerFeed
from database import engines, transactions
from database.base import db
from database.connections import connection_of
from database.engines import writing
from database.errors import DatabaseBusy
from database.places import NoPlace
from database.transactions import ATTEMPTS, transact
from tests.bookings.builders import how_many
from tests.bookings.races.at_once import at_once
from tests.cli.processes import wait_until
from tests.town import FRIDAY_MORNING, MISAKI, TARO, StandingClock, close_connections, config_for, seeker_id


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses between tries pass at once."""
    monkeypatch.setattr(transactions, "FIRST_PAUSE_SECONDS", 0)


@pytest.fixture
def postgresql_app(postgresql_town_url: str, clock: StandingClock, tmp_path: Path) -> Iterator[Flask]:
    """The service on PostgreSQL alone, for what only several writers at once can meet."""
    app = create_app(config_for(postgresql_town_url, tmp_path), clock=clock)
    with app.app_context():
        yield app
        close_connections()


@pytest.fixture
def impatient_app(
    postgresql_town_url: str, clock: StandingClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Flask]:
    """The service on PostgreSQL, where nobody waits for a lock longer than a fifth of a second."""
    monkeypatch.setattr(engines, "LOCK_WAIT_SECONDS", 0.2)
    app = create_app(config_for(postgresql_town_url, tmp_path), clock=clock)
    with app.app_context():
        yield app
        close_connections()


def phone_of(number: str) -> str | None:
    db.session.rollback()
    return db.session.scalars(select(Seeker.phone).where(Seeker.seeker_number == number)).one()


def set_phone(session: Session, number: str, phone: str) -> None:
    session.execute(update(Seeker).where(Seeker.seeker_number == number).values(phone=phone))


def feed(nonce: str) -> SeekerFeed:
    return SeekerFeed(seeker_id=seeker_id(MISAKI), nonce=nonce, token_hash=nonce, made_at=FRIDAY_MORNING)


def test_what_a_change_answers_is_answered_after_the_commit(app: Flask) -> None:
    assert transact(lambda session: session.scalar(select(Seeker.id).limit(1))) is not None


def test_a_change_that_fails_leaves_nothing(app: Flask) -> None:
    def fail(session: Session) -> None:
        set_phone(session, MISAKI, "0000")
        session.flush()
        raise LookupError

    with pytest.raises(LookupError):
        transact(fail)
    assert phone_of(MISAKI) == "09000000002"


def test_a_name_that_somebody_took_meanwhile_is_drawn_again(app: Flask, quick: None) -> None:
    """A broken UNIQUE constraint runs the whole change again, which then draws another random value."""
    seeker, drawn = seeker_id(MISAKI), iter(["taken", "taken", "free"])
    transact(lambda session: session.add(feed("taken")))
    transact(lambda session: session.execute(update(SeekerFeed).values(revoked_at=FRIDAY_MORNING)))

    def draw(session: Session) -> None:
        nonce = next(drawn)
        session.add(SeekerFeed(seeker_id=seeker, nonce=nonce, token_hash=nonce, made_at=FRIDAY_MORNING))

    transact(draw)
    assert how_many(SeekerFeed) == 2
    assert list(drawn) == []


def test_a_constraint_that_is_broken_every_time_is_told_in_the_end(app: Flask, quick: None) -> None:
    tries = []

    def clash(session: Session) -> None:
        tries.append(1)
        session.add_all([feed("same"), feed("same")])

    with pytest.raises(IntegrityError):
        transact(clash)
    assert len(tries) == ATTEMPTS
    assert how_many(SeekerFeed) == 0


def test_a_database_that_stays_busy_is_told_as_such(app: Flask, quick: None) -> None:
    def busy(session: Session) -> None:
        raise OperationalError("BEGIN IMMEDIATE", None, _locked())

    with pytest.raises(DatabaseBusy):
        transact(busy)


def test_nobody_waits_for_a_busy_database_longer_than_the_deadline(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transactions, "DEADLINE_SECONDS", 0)
    tries = []

    def busy(session: Session) -> None:
        tries.append(1)
        raise OperationalError("BEGIN IMMEDIATE", None, _locked())

    with pytest.raises(DatabaseBusy):
        transact(busy)
    assert len(tries) == 1


def test_any_other_error_of_the_database_is_not_tried_again(app: Flask) -> None:
    tries = []

    def broken(session: Session) -> None:
        tries.append(1)
        raise OperationalError("select", None, sqlite3.OperationalError("disk I/O error"))

    with pytest.raises(OperationalError):
        transact(broken)
    assert len(tries) == 1


def test_the_read_before_a_change_does_not_make_it_fail(app: Flask) -> None:
    """On SQLite a transaction that began with a read could not write once another has written."""
    assert phone_of(MISAKI) == "09000000002"
    at_once(app, [lambda: transact(lambda session: set_phone(session, TARO, "0001"))])
    transact(lambda session: set_phone(session, MISAKI, "0002"))
    assert (phone_of(TARO), phone_of(MISAKI)) == ("0001", "0002")


def test_two_changes_that_lock_each_other_out_are_both_carried_out(postgresql_app: Flask) -> None:
    """A real deadlock: PostgreSQL ends one of the two, and its whole change runs again."""
    both_hold_one = Barrier(2)
    tries: list[str] = []

    def cross(first: str, second: str) -> None:
        def change(session: Session) -> None:
            tries.append(first)
            set_phone(session, first, f"from {first[-2:]}")
            if len(tries) <= 2:
                both_hold_one.wait(10)
            set_phone(session, second, f"from {first[-2:]}")

        transact(change)

    db.session.rollback()
    at_once(postgresql_app, [lambda: cross(MISAKI, TARO), lambda: cross(TARO, MISAKI)])
    assert len(tries) == 3
    assert phone_of(MISAKI) == phone_of(TARO)


@pytest.mark.parametrize(
    ("engine", "setting", "hasty", "safe"),
    [("sqlite_app", "PRAGMA synchronous", 1, 2), ("postgresql_app", "SHOW synchronous_commit", "off", "on")],
)
def test_only_what_may_be_lost_does_not_wait_for_the_disk(
    request: pytest.FixtureRequest, engine: str, setting: str, hasty: object, safe: object
) -> None:
    def said(session: Session) -> object:
        return session.scalar(text(setting))

    with request.getfixturevalue(engine).app_context():
        assert [transact(said, may_be_lost=lost) for lost in (False, True, True, False)] == [safe, hasty, hasty, safe]
        transact(said, may_be_lost=True)
        assert said(db.session()) == safe


def test_writers_of_one_sqlite_file_take_turns(sqlite_app: Flask) -> None:
    """Adding one to what was read loses nothing, because each writer reads after the one before has committed."""
    with sqlite_app.app_context():
        transact(lambda session: set_phone(session, MISAKI, "0"))

    def add_one() -> None:
        def change(session: Session) -> None:
            phone = session.scalars(select(Seeker.phone).where(Seeker.seeker_number == MISAKI)).one()
            set_phone(session, MISAKI, str(int(phone or 0) + 1))

        transact(change)

    at_once(sqlite_app, [add_one] * 8)
    with sqlite_app.app_context():
        assert phone_of(MISAKI) == "8"


def test_a_sqlite_writer_waits_for_another_process(sqlite_app: Flask, sqlite_town_url: str) -> None:
    """BEGIN IMMEDIATE asks for the write lock and waits; the other process lets go after a moment."""
    other = sqlite3.connect(sqlite_town_url.removeprefix("sqlite:///"), isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    writing = Event()

    def let_go() -> None:
        writing.wait(10)
        other.execute("COMMIT")

    waiting = Thread(target=let_go)
    waiting.start()
    with sqlite_app.app_context():
        writing.set()
        transact(lambda session: set_phone(session, MISAKI, "0003"))
        assert phone_of(MISAKI) == "0003"
    waiting.join()
    other.close()


def _locked() -> sqlite3.OperationalError:
    """SQLite's word for a lock that another process has."""
    locked = sqlite3.OperationalError("database is locked")
    locked.sqlite_errorname = "SQLITE_BUSY"
    return locked


def test_a_row_that_somebody_never_lets_go_is_waited_for_until_it_is_busy(impatient_app: Flask, quick: None) -> None:
    with Session(writing(db.engine)) as stuck, stuck.begin():
        set_phone(stuck, MISAKI, "0001")
        with pytest.raises(DatabaseBusy):
            transact(lambda session: set_phone(session, MISAKI, "0002"))
    assert phone_of(MISAKI) == "0001"
    transact(lambda session: set_phone(session, MISAKI, "0003"))
    assert phone_of(MISAKI) == "0003"


def test_only_half_of_the_threads_wait_for_a_locked_row(postgresql_app: Flask) -> None:
    """The others are told at once that it is busy, unless they need no lock that somebody has."""

    def change(number: str) -> Callable[[], object]:
        return lambda: transact(lambda session: set_phone(session, number, "0002"))

    def meanwhile() -> None:
        wait_until(lambda: transactions._PATIENT.are_stuck, "four have waited for a while")
        with pytest.raises(NoPlace):
            change(MISAKI)()
        change(TARO)()
        stuck.rollback()

    with Session(writing(db.engine)) as stuck:
        set_phone(stuck, MISAKI, "0001")
        at_once(postgresql_app, [*[change(MISAKI)] * 4, meanwhile])
    assert (phone_of(MISAKI), phone_of(TARO)) == ("0002", "0002")


def test_what_objects_have_changed_is_written_at_the_end(app: Flask) -> None:
    def change(session: Session) -> Seeker:
        seeker = session.get_one(Seeker, seeker_id(MISAKI))
        seeker.phone = "0957400000"
        return seeker

    assert transact(change).phone == "0957400000"
    assert phone_of(MISAKI) == "0957400000"


def test_a_session_that_rolls_back_takes_with_it_what_went_past_it(app: Flask) -> None:
    before = phone_of(MISAKI)

    def change(session: Session) -> None:
        set_phone(session, MISAKI, "0957400000")
        session.rollback()

    transact(change)
    assert phone_of(MISAKI) == before


def test_a_change_is_written_on_the_connection_on_which_the_request_has_read(app: Flask) -> None:
    taken: list[object] = []
    event.listen(db.engine, "checkout", lambda driver, *_more: taken.append(driver))
    assert connection_of(db.session()).exec_driver_sql("SELECT 1").scalar() == 1
    transact(lambda session: session.execute(update(Seeker).values(name="別の名")))
    assert len(taken) == 1


def test_what_the_last_try_read_past_it_is_over_when_the_next_begins(app: Flask, quick: None) -> None:
    tries = []

    def clash_once(session: Session) -> None:
        tries.append(connection_of(db.session()).exec_driver_sql("SELECT 1").scalar())
        session.add_all([feed("same")] * 1 if len(tries) > 1 else [feed("same"), feed("same")])

    transact(clash_once)
    assert (len(tries), how_many(SeekerFeed)) == (2, 1)


def test_a_request_that_rolls_back_keeps_no_connection(app: Flask) -> None:
    connection_of(db.session()).exec_driver_sql("SELECT 1")
    assert db.engine.pool.checkedout() == 1  # type: ignore[attr-defined]  # QueuePool's
    db.session.rollback()
    assert db.engine.pool.checkedout() == 0  # type: ignore[attr-defined]


def test_what_only_the_commit_finds_wrong_is_told(postgresql_app: Flask, quick: None) -> None:
    def twice(session: Session) -> None:
        session.execute(text("CREATE TEMP TABLE once (n int UNIQUE DEFERRABLE INITIALLY DEFERRED) ON COMMIT DROP"))
        session.execute(text("INSERT INTO once VALUES (1), (1)"))

    with pytest.raises(IntegrityError):
        transact(twice)
    assert db.engine.pool.checkedout() == 0  # type: ignore[attr-defined]


def test_a_server_that_goes_before_the_commit_is_told_and_the_next_change_gets_through(postgresql_app: Flask) -> None:
    def rename_and_lose(session: Session) -> None:
        session.execute(update(Seeker).values(name="別の名"))
        ours = session.execute(text("SELECT pg_backend_pid()")).scalar_one()
        with db.engine.connect() as other:
            other.execute(text("SELECT pg_terminate_backend(:ours, 5000)"), {"ours": ours})

    with pytest.raises(OperationalError):
        transact(rename_and_lose)
    assert transact(lambda session: session.scalars(select(Seeker).filter_by(name="別の名")).all()) == []


def test_a_connection_that_the_server_ends_between_reading_and_writing_is_left(postgresql_app: Flask) -> None:
    ours = connection_of(db.session()).exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    with db.engine.connect() as other:
        other.execute(text("SELECT pg_terminate_backend(:ours, 5000)"), {"ours": ours})
    transact(lambda session: session.execute(update(Seeker).values(name="別の名")))
    assert db.session.scalars(select(Seeker.name).distinct()).all() == ["別の名"]
