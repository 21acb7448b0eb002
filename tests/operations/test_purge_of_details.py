"""Passcodes and links go when nobody needs them any more, on both engines."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from booking.bookings.book import book
from booking.bookings.cancel import Canceller, cancel
from booking.meetings.issue import issue_next
from booking.meetings.pool.meetings import PoolMeetings
from booking.meetings.reads import meeting_of
from booking.operations.purge import purge
from booking.services import services
from booking.tables import PoolAssignment
from database.base import db
from tests.bookings.builders import how_many, the_booking, the_meeting, web_request
from tests.meetings.pool_files import fill, pool_file
from tests.town import FRIDAY_MORNING, MISAKI, office_time, seeker_id

REAL = datetime(2030, 1, 1, tzinfo=UTC)


@pytest.fixture
def number(app: Flask) -> str:
    """A booking of Wednesday 25 November, 10:00, with a meeting of the pool."""
    fill(pool_file("omura-desk-1@example.com", meetings=1))
    number = book(web_request(), now=FRIDAY_MORNING)
    issue_next(PoolMeetings(services().keys), services().keys, now=FRIDAY_MORNING, real_now=REAL)
    return number


def kept(number: str) -> tuple[bool, bool]:
    """Whether passcode and link are there."""
    meeting = the_meeting(number)
    return meeting.passcode_sealed is not None, meeting.join_url_sealed is not None


@pytest.mark.parametrize(("night", "still"), [("2026-12-02", True), ("2026-12-03", False)])
def test_details_stay_for_a_week_after_the_consultation(number: str, night: str, *, still: bool) -> None:
    purge(now=office_time(f"{night} 03:10"), real_now=REAL)
    assert kept(number) == (still, still)
    assert how_many(PoolAssignment) == still


def test_another_period_can_be_set(number: str) -> None:
    purge(now=office_time("2026-11-27 03:10"), real_now=REAL, details_kept=timedelta(days=1))
    assert kept(number) == (False, False)


def test_however_short_the_period_the_pool_rests_until_the_week_is_over(number: str) -> None:
    purge(now=office_time("2026-11-29 03:10"), real_now=REAL, details_kept=timedelta(days=1))
    assert how_many(PoolAssignment) == 1
    purge(now=office_time("2026-11-30 03:10"), real_now=REAL, details_kept=timedelta(days=1))
    assert how_many(PoolAssignment) == 0


def test_those_of_a_cancelled_booking_go_the_next_night(number: str) -> None:
    cancel(number, Canceller("seeker", seeker_id=seeker_id(MISAKI)), now=FRIDAY_MORNING)
    purge(now=office_time("2026-11-21 03:10"), real_now=REAL)
    assert kept(number) == (False, False)


def test_who_looks_later_learns_that_they_are_gone(number: str) -> None:
    purge(now=office_time("2026-12-03 03:10"), real_now=REAL)
    details = meeting_of(db.session(), the_booking(number), services().keys)
    assert (details.erased, details.issued, details.passcode) == (True, False, "")
