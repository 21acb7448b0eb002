"""Which pools run low, as the job looks at them and monitoring reads it."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

import pytest
from flask import Flask

from booking.meetings.pool.low import LowPools, note_low_pools, noted_low_pools
from booking.office_changes.changes import NewTimetable
from booking.offices.file.shape import WeeklyStart
from database.base import db
from tests.bookings.builders import filled_hold
from tests.bookings.town_bookings import booked, carried_out
from tests.days import day
from tests.meetings.pool_files import fill, pool_file
from tests.town import FRIDAY_MORNING, MISAKI

OMURA = "omura-desk-1@example.com"
KAKUTO = "70000-0000003"
STARTED = datetime(2026, 11, 20, tzinfo=UTC)  # Friday, real time


def look(*, at: datetime = STARTED) -> None:
    note_low_pools(now=FRIDAY_MORNING, real_now=at)


def noted(*, at: datetime = STARTED, served_since: datetime = STARTED) -> LowPools:
    db.session.remove()  # what another process would read
    return noted_low_pools(db.session(), real_now=at, served_since=served_since)


def at_omura() -> bool:
    """Whether the pool of Omura's desk is noted as low."""
    look()
    return "omura omura-desk-1" in noted().desks


def two_bookings() -> None:
    booked(MISAKI, "2026-11-25 10:00")
    booked(KAKUTO, "2026-11-27 15:00")


def a_hold() -> None:
    filled_hold()


def a_start_a_quarter_later() -> None:
    """From that week on there are two starts, and what is booked already is in the way of one of them."""
    number = booked(MISAKI, "2026-11-26 10:00")
    thursdays = (WeeklyStart(3, time(10, 15)), WeeklyStart(3, time(14)))
    carried_out("omura", NewTimetable("omura-soudan", day("2026-11-24 Tue"), thursdays), keep=[number])


@pytest.mark.parametrize(
    ("so_far", "needed"), [(lambda: None, 9), (two_bookings, 9), (a_hold, 9), (a_start_a_quarter_later, 2)]
)
def test_a_pool_is_low_while_it_has_less_than_the_fullest_week_needs(
    app: Flask, so_far: Callable[[], None], needed: int
) -> None:
    so_far()
    fill(pool_file(OMURA, meetings=needed - 1))
    assert at_omura()
    fill(pool_file(OMURA, meetings=needed))
    assert not at_omura()


@pytest.mark.parametrize(("minutes", "out_of_date"), [(30, False), (31, True)])
def test_a_note_is_believed_for_half_an_hour(app: Flask, minutes: int, out_of_date: bool) -> None:
    look()
    later = STARTED + timedelta(minutes=minutes)
    assert noted(at=later).out_of_date is out_of_date
    look(at=later)
    assert not noted(at=later).out_of_date


def test_before_the_first_note_the_scheduler_has_half_an_hour(app: Flask) -> None:
    assert noted(at=STARTED + timedelta(minutes=30)) == LowPools((), out_of_date=False)
    assert noted(at=STARTED + timedelta(minutes=31)) == LowPools((), out_of_date=True)


def test_a_note_from_before_a_long_rest_is_not_believed_until_the_job_has_looked(app: Flask) -> None:
    look()
    tomorrow = STARTED + timedelta(days=1)
    assert noted(at=tomorrow, served_since=tomorrow).out_of_date
