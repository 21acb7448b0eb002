"""vdirsyncer, khal and the programs of other people go through every state of a feed, and every step between two."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from booking.bookings.book import book
from booking.bookings.cancel import Canceller, cancel
from tests.bookings.builders import web_request
from tests.calendar_clients.subscription import Subscription
from tests.calendar_clients.test_programs import PROGRAMS, desks_feed, seekers_feed
from tests.served import served
from tests.town import MISAKI, StandingClock, seeker_id

WED_25, THU_10 = "2026-11-25 10:00", "2026-12-10 10:00"


def test_a_seekers_feed_syncs_in_every_state(sqlite_app: Flask, clock: StandingClock, tmp_path: Path) -> None:
    assert states(sqlite_app, clock, tmp_path, seekers_feed) == [0, 1, 1, 1, 1, 1]


@pytest.mark.late
def test_a_desks_feed_syncs_in_every_state(sqlite_app: Flask, clock: StandingClock, tmp_path: Path) -> None:
    assert states(sqlite_app, clock, tmp_path, desks_feed) == [0, 1, 1, 1, 1, 1]


def states(app: Flask, clock: StandingClock, folder: Path, address_of: Callable[[Flask], str]) -> list[int]:
    """How many entries each program sees: none yet, one, cancelled, lapsed, another, and that one long over."""
    with app.app_context():
        address = address_of(app)
    with served(app) as base_url:
        subscription = Subscription(folder, base_url + address)
        subscription.begin()
        found = [seen(app, subscription, address)]
        number = booked(app, WED_25, clock)
        found.append(seen(app, subscription, address))
        with app.app_context():
            cancel(number, Canceller("test", seeker_id=seeker_id(MISAKI)), now=clock())
        found.append(seen(app, subscription, address))
        clock.set("2026-12-02 10:30")  # Wednesday: the cancelled entry has had its week
        found.append(seen(app, subscription, address))
        booked(app, THU_10, clock)
        found.append(seen(app, subscription, address))
        clock.set("2027-06-01 09:00")  # Tuesday
        found.append(seen(app, subscription, address))
    return found


def booked(app: Flask, starts: str, clock: StandingClock) -> str:
    """The number of Misaki's booking of that time."""
    with app.app_context():
        return book(web_request(starts=starts), now=clock())


def seen(app: Flask, subscription: Subscription, address: str) -> int:
    """Every program sees as many entries as khal shows after vdirsyncer has fetched the feed."""
    shown = len(subscription.shown())
    feed = app.test_client().get(address).data
    assert {name: len(program(feed)) for name, program in PROGRAMS.items()} == dict.fromkeys(PROGRAMS, shown)
    return shown
