"""A SQLite file at its largest size (`max_page_count`): SQLite's own "full", in this process."""

import sqlite3
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import event

from booking.tables import Realm
from database.base import db
from tests.api.calls import Answer, Caller, token_of, wanted
from tests.soak.invariants import flaws
from tests.web.staff_visits import OMURA_CLERK

pytestmark = [pytest.mark.soak, pytest.mark.late]

_MOST_PAGES = 4_294_967_294
_ENOUGH_TO_FILL_IT = 200


@pytest.fixture
def limit_pages(sqlite_app: Flask) -> Callable[[int], None]:
    """Sets how many pages the file may have more than now."""
    limit = [_MOST_PAGES]

    def apply(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {limit[0]}")

    def set_limit(more: int) -> None:
        with sqlite_app.app_context():
            pages = db.session.connection().exec_driver_sql("PRAGMA page_count").scalar_one()
        limit[0] = min(pages + more, _MOST_PAGES)

    with sqlite_app.app_context():
        event.listen(db.engine, "checkout", apply)
    return set_limit


def test_a_full_database_refuses_bookings_until_it_may_grow_again(
    sqlite_app: Flask, limit_pages: Callable[[int], None]
) -> None:
    misaki = Caller(sqlite_app, token_of(sqlite_app, "misaki@example.com"))
    clerk = Caller(sqlite_app, token_of(sqlite_app, OMURA_CLERK, realm=Realm.DESK))
    limit_pages(2)
    refused = first_refused(misaki, clerk)
    assert (refused.status_code, refused.json["type"].rpartition("/")[2]) == (503, "busy")
    limit_pages(_MOST_PAGES)
    assert_goes_on(misaki)
    with sqlite_app.app_context():
        assert flaws(db.session()) == []


def first_refused(seeker: Caller, clerk: Caller) -> Answer:
    """Book and let the office cancel, which may as often as it likes, until one of the two is refused."""
    for _ in range(_ENOUGH_TO_FILL_IT):
        booked = seeker.post("/bookings", wanted())
        if booked.status_code != 201:
            return booked
        cancelled = clerk.post(f"/bookings/{booked.json['number']}/cancel", {"reason": "設備点検のため"})
        if cancelled.status_code != 200:
            return cancelled
    raise AssertionError("the database did not become full")


def assert_goes_on(seeker: Caller) -> None:
    """Whatever was under way when it became full, the seeker ends with one booking."""
    for booking in seeker.get("/bookings").json["items"]:
        if booking["status"] == "booked":
            assert seeker.post(f"/bookings/{booking['number']}/cancel", {"reason": ""}).status_code == 200
    assert seeker.post("/bookings", wanted()).status_code == 201
