"""Bookings around the deadline: the last moment on the web and at the desk, and what staff may do after it.

Wednesday 25 November follows a holiday on Monday: its deadline day is Friday the 20th.
"""

import pytest
from flask import Flask

from booking.availability.refusals import ChannelClosed, DeadlinePassed, SlotTaken
from booking.bookings.book import book
from booking.bookings.refusals import LateReasonMissing
from booking.core.channels import Channel
from booking.tables import AuditLine
from tests.bookings.builders import (
    SHIOMIZAKA_CLERK,
    WED_10,
    WED_11,
    all_of,
    crowd,
    phone_request,
    the_booking,
    web_request,
)
from tests.town import FRIDAY_MORNING, TARO, office_time

REASON = "相談員から勧められたため"


def test_wednesday_is_booked_on_the_web_until_the_last_second_of_friday(app: Flask) -> None:
    number = book(web_request(), now=office_time("2026-11-20 23:59:59.999999"))
    assert the_booking(number).starts_at == office_time(WED_10)


def test_from_midnight_on_the_web_refuses_wednesday_and_says_whom_to_call(app: Flask) -> None:
    with pytest.raises(DeadlinePassed) as refused:
        book(web_request(), now=office_time("2026-11-21 00:00"))
    assert refused.value.closes_at == office_time("2026-11-21 00:00")
    assert refused.value.office is not None
    assert refused.value.office.phone == "0957-40-0032"
    assert min(refused.value.alternatives) == office_time("2026-11-26 10:00")  # Thursday, open until Tuesday


def test_shiomizakas_web_closes_at_a_quarter_past_five(app: Flask) -> None:
    request = web_request(procedure="shiomizaka-soudan", starts="2026-12-03 10:00")  # Thursday; deadline Monday 30
    with pytest.raises(DeadlinePassed):
        book(request, now=office_time("2026-11-30 17:15"))
    book(request, now=office_time("2026-11-30 17:14:59"))


def test_the_desk_books_in_time_until_it_closes(app: Flask) -> None:
    booking = the_booking(book(phone_request(late_reason=REASON), now=office_time("2026-11-20 17:14:59")))
    assert booking.late_reason == ""


def test_after_the_desk_has_closed_staff_are_asked_for_a_reason(app: Flask) -> None:
    with pytest.raises(LateReasonMissing) as refused:
        book(phone_request(), now=office_time("2026-11-20 17:15"))
    assert refused.value.closes_at == office_time("2026-11-20 17:15")


def test_a_late_booking_keeps_its_reason_and_is_marked_in_the_audit_log(app: Flask) -> None:
    booking = the_booking(book(phone_request(late_reason=REASON), now=office_time("2026-11-25 09:59")))
    *_, line = all_of(AuditLine)
    assert booking.late_reason == REASON
    assert line.facts["late"] is True


def test_a_reason_does_not_help_on_the_web(app: Flask) -> None:
    with pytest.raises(DeadlinePassed):
        book(web_request(late_reason=REASON), now=office_time("2026-11-24 09:00"))


def test_a_procedure_without_late_bookings_refuses_staff_too(app: Flask) -> None:
    request = phone_request(procedure="omura-nintei", starts="2026-11-25 13:30", late_reason=REASON)
    with pytest.raises(DeadlinePassed):
        book(request, now=office_time("2026-11-24 09:00"))


def test_a_late_booking_still_needs_a_channel_of_the_procedure(app: Flask) -> None:
    with pytest.raises(ChannelClosed):
        book(phone_request(late_reason=REASON, channel=Channel.COUNTER), now=office_time("2026-11-24 09:00"))


def test_a_late_booking_still_needs_a_free_desk(app: Flask) -> None:
    book(web_request(TARO), now=FRIDAY_MORNING)
    with pytest.raises(SlotTaken) as refused:
        book(phone_request(late_reason=REASON), now=office_time("2026-11-24 09:00"))
    assert office_time(WED_11) not in refused.value.alternatives  # its deadline has passed as well


def test_the_desk_has_until_its_own_closing_time_at_shiomizaka(app: Flask) -> None:
    (seeker,) = crowd(1)
    request = phone_request(seeker, procedure="shiomizaka-soudan", starts="2026-12-03 10:00", clerk=SHIOMIZAKA_CLERK)
    book(request, now=office_time("2026-11-30 17:14"))
