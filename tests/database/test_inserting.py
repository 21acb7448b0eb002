"""INSERT that steps aside for the row that is there already, and of several tables at once."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from booking.tables import IdempotencyKey
from database.fast.next_keys import draw_keys
from database.fast.together import Rows, insert_together
from database.inserting import insert_if_free, insert_row
from database.transactions import transact
from notifier.tables import Delivery, DeliveryState, Message
from tests.bookings.builders import all_of, how_many
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


def key(name: str) -> dict[str, Any]:
    return {"actor": "test", "key": name, "body_hash": "a", "made_at": FRIDAY_MORNING}


def message(fact: str) -> dict[str, Any]:
    message_row = {"recipient": "seeker:1", "kind": "booked", "fact": fact, "about": "booking:1"}
    return {**message_row, "references": {"booking": 1}, "made_at": FRIDAY_MORNING}


def delivery(message_id: int) -> dict[str, Any]:
    waiting = {"message_id": message_id, "channel": "mail", "state": DeliveryState.WAITING, "due_at": FRIDAY_MORNING}
    return {**waiting, "tries": 0, "failure": ""}


def test_a_message_goes_in_together_with_its_delivery(app: Flask) -> None:
    def post(session: Session) -> list[int]:
        (drawn,) = draw_keys(session, Message)
        return insert_together(
            session, [Rows(Message, [{"id": drawn, **message("a")}]), Rows(Delivery, [delivery(drawn)])]
        )

    assert transact(post) == [1, 1]
    ((message_row,), (sent,)) = all_of(Message), all_of(Delivery)
    assert (message_row.references, sent.message_id) == ({"booking": 1}, message_row.id)


def test_of_each_part_it_is_told_how_much_went_in(app: Flask) -> None:
    put("two")
    keys = Rows(IdempotencyKey, [key("one"), key("two"), key("three")], if_free=True)
    message_row = Rows(Message, [message("a"), message("b")])
    assert transact(lambda session: insert_together(session, [keys, message_row])) == [2, 2]


def test_of_parts_of_which_one_is_refused_none_goes_in(app: Flask) -> None:
    parts = [Rows(IdempotencyKey, [key("one")]), Rows(Message, [message("a"), message("a")])]
    with pytest.raises(IntegrityError):
        transact(lambda session: insert_together(session, parts))
    assert how_many(IdempotencyKey) == how_many(Message) == 0


def test_a_drawn_key_is_nobody_elses(app: Flask) -> None:
    def post(session: Session) -> tuple[int, int, int]:
        first = insert_row(session, Message, message("a"))
        (key,) = draw_keys(session, Message)
        drawn = insert_row(session, Message, {"id": key, **message("b")})
        return first, drawn, insert_row(session, Message, message("c"))

    first, drawn, last = transact(post)
    assert first < drawn < last
