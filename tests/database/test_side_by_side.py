"""Several SELECTs that go to the database as one."""

from flask import Flask
from sqlalchemy import bindparam, select

from booking.tables import IdempotencyKey, Seeker
from database.base import db, table_of
from database.inserting import insert_if_free
from database.side_by_side import SideBySide
from database.transactions import transact
from tests.town import FRIDAY_MORNING, MISAKI

_seekers, _keys = table_of(Seeker).c, table_of(IdempotencyKey).c
ASKED = SideBySide(
    seeker=select(_seekers.my_page_opened, _seekers.birth_date).where(_seekers.seeker_number == bindparam("number")),
    keys=select(_keys.made_at, _keys.booking_id, _keys.id > 0).where(_keys.key == bindparam("number")),
)


def key_of(actor: str) -> dict[str, object]:
    return {"actor": actor, "key": MISAKI, "body_hash": "a", "made_at": FRIDAY_MORNING}


def test_each_is_told_by_its_name_and_of_its_own_types(app: Flask) -> None:
    transact(lambda session: insert_if_free(session, IdempotencyKey, [key_of("one"), key_of("two")]))
    found = ASKED.rows(db.session.connection(), {"number": MISAKI})
    ((opened, born),) = found["seeker"]
    assert (opened, born.year) == (True, 1991)
    assert found["keys"] == [(FRIDAY_MORNING, None, True)] * 2


def test_one_that_finds_nothing_has_no_rows(app: Flask) -> None:
    assert ASKED.rows(db.session.connection(), {"number": MISAKI})["keys"] == []
    assert ASKED.rows(db.session.connection(), {"number": "nobody"}) == {"seeker": [], "keys": []}
