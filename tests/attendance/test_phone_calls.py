"""電話した: who called a seeker that did not come, when, and what came of it."""

import pytest
from flask import Flask

from booking.attendance.phone_calls import Called, note_phone_call, phone_calls_of
from booking.attendance.refusals import CalledBeforeTheDay, CalledInFuture
from booking.bookings.cancel import Canceller, cancel
from booking.bookings.refusals import NotOpenAnyMore, UnknownBooking
from booking.core.call_results import CallResult
from database.base import db
from tests.bookings.town_bookings import booked, booking_of, office_of
from tests.town import FRIDAY_MORNING, MISAKI, office_time, staff_id

pytestmark = pytest.mark.any_engine

THU_10_20 = office_time("2026-11-26 10:20")


@pytest.fixture
def number(app: Flask) -> str:
    return booked(MISAKI, "2026-11-26 10:00")


def call(number: str, at: str, office: str = "omura") -> Called:
    return Called(number, office_time(at), CallResult.NO_ANSWER, staff_id("受付 二郎"), [office_of(office).id])


@pytest.mark.each_engine
def test_a_call_is_noted_once_with_who_when_and_what_came_of_it(number: str) -> None:
    for _ in range(2):
        note_phone_call(call(number, "2026-11-26 10:12"), now=THU_10_20)
    (found,) = phone_calls_of(db.session(), booking_of(number))
    assert (found.staff.name, found.called_at, found.result) == (
        "受付 二郎",
        office_time("2026-11-26 10:12"),
        CallResult.NO_ANSWER,
    )


@pytest.mark.parametrize(
    ("at", "refusal"), [("2026-11-26 10:21", CalledInFuture), ("2026-11-25 23:59", CalledBeforeTheDay)]
)
def test_a_call_lies_between_the_day_and_now(number: str, at: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        note_phone_call(call(number, at), now=THU_10_20)


def test_nobody_is_called_about_another_offices_booking_or_one_that_was_cancelled(number: str) -> None:
    with pytest.raises(UnknownBooking):
        note_phone_call(call(number, "2026-11-26 10:12", office="shiga"), now=THU_10_20)
    cancel(number, Canceller("staff:1", office_ids=[office_of("omura").id]), reason="停電", now=FRIDAY_MORNING)
    with pytest.raises(NotOpenAnyMore):
        note_phone_call(call(number, "2026-11-26 10:12"), now=THU_10_20)
