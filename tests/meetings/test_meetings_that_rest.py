"""A change of mind costs no call: the meeting of a second thought rests before it is made (rules.md#hosts-days)."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from flask import Flask

from booking.bookings.book import book
from booking.bookings.cancel import Canceller, cancel
from booking.bookings.move import move
from booking.meetings.issue import issue_next
from booking.services import services
from booking.tables import Booking, MeetingState
from tests.bookings.builders import all_of, phone_request, web_request
from tests.bookings.changed_bookings import meetings_of
from tests.bookings.moves import FRIDAY_AT_ELEVEN, THURSDAY_AT_TEN, by_clerk, by_seeker
from tests.meetings.fakes import FakeMeetings
from tests.town import FRIDAY_MORNING, office_time

pytestmark = pytest.mark.any_engine

# Friday 20 November: Monday 23 is a holiday, so Wednesday 25 is the second office day after it and Thursday the third.
NEAR, FAR = "2026-11-25 10:00", THURSDAY_AT_TEN
FOUR_MINUTES, FIVE_MINUTES = timedelta(minutes=4, seconds=59), timedelta(minutes=5)
_keys = count()


def issued(*, after: timedelta = timedelta()) -> int:
    """How many meetings the job asks for, so long after everything happened."""
    provider, real_now = FakeMeetings(), datetime(2030, 1, 1, tzinfo=UTC)
    while issue_next(provider, services().keys, now=FRIDAY_MORNING + after, real_now=real_now):
        pass
    return len(provider.requests)


def books(starts: str = FAR) -> str:
    return book(web_request(starts=starts, key=f"key {next(_keys)}"), now=FRIDAY_MORNING)


def gives_back(number: str) -> None:
    own_id = all_of(Booking)[0].seeker_id
    cancel(number, Canceller(f"seeker:{own_id}", own_id), now=FRIDAY_MORNING)


def test_a_first_booking_never_waits(app: Flask) -> None:
    books()
    assert issued() == 1


@pytest.mark.each_engine
def test_a_booking_after_a_cancellation_rests_for_five_minutes(app: Flask) -> None:
    gives_back(books())
    books()
    assert issued(after=FOUR_MINUTES) == 0
    assert issued(after=FIVE_MINUTES) == 1


def test_three_moves_within_minutes_cost_one_call(app: Flask) -> None:
    number = books()
    for to in (FRIDAY_AT_ELEVEN, THURSDAY_AT_TEN, FRIDAY_AT_ELEVEN):
        move(by_seeker(number, to, key=f"move {next(_keys)}"), now=FRIDAY_MORNING)
    assert issued() == 0
    assert issued(after=FIVE_MINUTES) == 1
    assert meetings_of(number) == [MeetingState.WITHDRAWN] * 3 + [MeetingState.ISSUED]


def test_whose_consultation_is_near_does_not_wait(app: Flask) -> None:
    number = books()
    move(by_seeker(number, NEAR), now=FRIDAY_MORNING)
    assert issued() == 1


def test_a_move_by_staff_does_not_wait(app: Flask) -> None:
    number = books()
    move(by_clerk(number, FRIDAY_AT_ELEVEN), now=FRIDAY_MORNING)
    assert issued() == 1


def test_a_booking_by_staff_does_not_wait_whatever_the_seeker_did_today(app: Flask) -> None:
    gives_back(books())
    book(phone_request(starts=FAR, key="desk"), now=FRIDAY_MORNING)
    assert issued() == 1


@pytest.mark.parametrize("ahead", [timedelta(hours=1), timedelta(days=1)])
def test_what_a_clock_that_was_ahead_wanted_is_not_waited_for(app: Flask, ahead: timedelta) -> None:
    book(web_request(starts="2026-12-03 10:00"), now=FRIDAY_MORNING + ahead)
    assert issued() == 1


def test_the_next_day_is_another_day(app: Flask) -> None:
    gives_back(books())
    saturday = office_time("2026-11-21 09:00")
    book(web_request(starts="2026-12-03 10:00", key="another day"), now=saturday)
    assert issued(after=saturday - FRIDAY_MORNING) == 1
