"""INSERT that steps aside for the row that is there already."""

from flask import Flask

from booking.models import IdempotencyKey
from database.inserting import insert_if_free
from database.transactions import transact
from tests.actions.builders import all_of
from tests.town import FRIDAY_MORNING


def put(*keys: str, body: str = "a") -> int:
    """Insert these keys; how many went in."""
    rows = [{"actor": "test", "key": key, "body_hash": body, "made_at": FRIDAY_MORNING} for key in keys]
    return len(transact(lambda session: insert_if_free(session, IdempotencyKey, rows)))


def test_free_rows_go_in(app: Flask) -> None:
    assert put("one", "two") == 2


def test_a_row_that_is_there_stays_as_it_is(app: Flask) -> None:
    put("one", body="first")
    assert put("one", body="second") == 0
    assert [key.body_hash for key in all_of(IdempotencyKey)] == ["first"]


def test_of_several_rows_only_the_free_ones_go_in(app: Flask) -> None:
    put("two")
    assert put("one", "two", "three") == 2
    assert {key.key for key in all_of(IdempotencyKey)} == {"one", "two", "three"}
