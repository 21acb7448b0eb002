"""Asking for a key takes the same statements whoever fits: time tells nobody who looks for work (docs/attacks.md)."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from database.base import db
from tests.people.newcomers import BORN, NEWCOMER, register_address
from tests.people.opening import test_opening_at_counter as counter
from tests.people.opening import test_opening_online as online

pytestmark = pytest.mark.each_engine


@contextmanager
def statements() -> Iterator[list[str]]:
    """What the database is asked meanwhile, without its values."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_given: Any) -> None:
        asked.append(re.sub(r"\s+", " ", statement))

    engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


def work_of(ask: Callable[[], object]) -> list[str]:
    """The statements of one request, once all of them have been compiled."""
    with statements() as asked:
        ask()
    return asked


def test_route_1_asks_and_writes_the_same_for_everybody(app: Flask) -> None:
    register_address()
    counter.request()
    works = [
        work_of(counter.request),
        work_of(lambda: counter.request("nobody@example.com")),
        work_of(lambda: counter.request(NEWCOMER, date(1958, 8, 16))),
        work_of(lambda: counter.request("misaki@example.com", BORN)),
    ]
    assert any("INSERT" in statement for statement in works[0])
    assert works == [works[0]] * 4


def test_route_2_asks_and_writes_the_same_for_everybody(app: Flask) -> None:
    online.request()
    works = [work_of(online.request), work_of(lambda: online.request("misaki@example.com"))]
    assert any("INSERT" in statement for statement in works[0])
    assert works == [works[0]] * 2
