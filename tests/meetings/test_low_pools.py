"""Which pools run low, told by bounds: the same as by looking at each slot, whatever is taken."""

from collections.abc import Callable
from datetime import time

import pytest
from flask import Flask

from booking.meetings.pool.low import low_pools
from booking.meetings.pool.supplies import supplies
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


def at_omura() -> bool:
    """Whether the pool of Omura's desk runs low."""
    low = list(low_pools(db.session(), now=FRIDAY_MORNING))
    found = supplies(db.session(), now=FRIDAY_MORNING)
    assert low == [f"{each.desk.office.code} {each.desk.code}" for each in found if each.low]
    return "omura omura-desk-1" in low


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
