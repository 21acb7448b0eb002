"""Two web processes, or one and a command: what one of them writes, the other never answers without."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from booking.app import create_app
from booking.availability.procedures import procedure_by_code
from booking.bookings.hold import give_up, hold
from booking.office_changes.carry_out import NOBODY_CONCERNED
from booking.office_changes.change import change_office
from booking.office_changes.closings import CloseDay
from booking.office_changes.import_holidays import import_holidays
from calendars.holidays import NationalHoliday
from database.base import db
from tests.api.calls import THURSDAY, WEDNESDAY, Caller
from tests.api.watcher import Watcher, states
from tests.town import MISAKI, StandingClock, close_connections, config_for, office_time, seeker_id


@pytest.fixture
def elsewhere(town_url: str, clock: StandingClock, tmp_path: Path) -> Iterator[Caller]:
    """A reader at another process on the same database."""
    app = create_app(config_for(town_url, tmp_path), clock=clock)
    yield Caller(app)
    with app.app_context():
        close_connections()


@pytest.fixture
def watcher(elsewhere: Caller) -> Watcher:
    seen = Watcher(elsewhere)
    assert not seen.changed()
    return seen


def test_a_booking_a_move_and_a_cancellation_are_seen_at_once(
    misaki: Caller, elsewhere: Caller, watcher: Watcher
) -> None:
    number = misaki.book()
    assert watcher.changed()
    misaki.post(f"/bookings/{number}/move", {"starts_at": THURSDAY})
    assert watcher.changed()
    assert (states(elsewhere)[WEDNESDAY], states(elsewhere)[THURSDAY]) == ("open", "full")
    misaki.post(f"/bookings/{number}/cancel")
    assert watcher.changed()
    assert not watcher.changed()


def test_a_hold_and_its_end_are_seen_at_once(served: Flask, watcher: Watcher, clock: StandingClock) -> None:
    with served.app_context():
        misaki = seeker_id(MISAKI)
        token = hold("omura-soudan", office_time("2026-11-25 10:00"), seeker_id=misaki, now=clock())
        assert watcher.changed()
        give_up(token, seeker_id=misaki, now=clock())
    assert watcher.changed()


def test_a_hold_made_elsewhere_lapses_without_any_write(
    served: Flask, elsewhere: Caller, watcher: Watcher, clock: StandingClock
) -> None:
    with served.app_context():
        hold("omura-soudan", office_time("2026-11-25 10:00"), seeker_id=seeker_id(MISAKI), now=clock())
    assert states(elsewhere)[WEDNESDAY] == "full"
    clock.move(minutes=30)
    assert states(elsewhere)[WEDNESDAY] == "open"


def test_a_closing_day_is_seen_at_once(
    served: Flask, elsewhere: Caller, watcher: Watcher, clock: StandingClock
) -> None:
    with served.app_context():
        office_id = procedure_by_code(db.session(), "omura-soudan").office_id
        closed = CloseDay(date(2026, 11, 26), "棚卸し")  # Thursday
        change_office(office_id, closed, NOBODY_CONCERNED, actor="test", now=clock())
    assert watcher.changed()
    assert states(elsewhere)[THURSDAY] == "closed"


def test_a_new_holiday_is_seen_at_once(
    served: Flask, elsewhere: Caller, watcher: Watcher, clock: StandingClock
) -> None:
    with served.app_context():
        import_holidays([NationalHoliday(date(2026, 11, 26), "新しい祝日", "test")], actor="test", now=clock())
    assert watcher.changed()
    assert states(elsewhere)[THURSDAY] == "closed"


def test_what_concerns_another_office_makes_no_new_list(served: Flask, watcher: Watcher, clock: StandingClock) -> None:
    with served.app_context():
        office_id = procedure_by_code(db.session(), "shiga-soudan").office_id
        change_office(office_id, CloseDay(date(2026, 11, 26), "棚卸し"), NOBODY_CONCERNED, actor="test", now=clock())
    assert not watcher.changed()
