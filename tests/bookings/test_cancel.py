"""Cancelling: whose news counts, what is freed, what is told, and what the provider hears (rules.md#cancelling)."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from booking.availability.open_slots import slots_of
from booking.availability.procedures import procedure_by_code
from booking.availability.slots import SlotReason, SlotState
from booking.bookings.cancel import Canceller, cancel
from booking.bookings.refusals import (
    CancelReasonMissing,
    NotifiedInFuture,
    NotifiedTooLate,
    NotOpenAnyMore,
    UnknownBooking,
)
from booking.core.channels import Channel
from booking.tables import AuditLine, BookingStatus, MeetingState
from database.base import db
from notifier.tables import DeliveryState
from tests.bookings.changed_bookings import claims_in_all, claims_of, issue, meetings_of, remove, sent_messages, ticks
from tests.bookings.town_bookings import booked, booking_of, office_of
from tests.days import day
from tests.meetings.fakes import FakeMeetings
from tests.town import FRIDAY_MORNING, MISAKI, office_time, seeker_id

KAKUTO = "70000-0000003"
CLERK = "staff:2"
THURSDAY_AT_TEN = "2026-11-26 10:00"


def misaki() -> Canceller:
    return Canceller(f"seeker:{seeker_id(MISAKI)}", seeker_id=seeker_id(MISAKI))


def clerk(office: str = "omura") -> Canceller:
    return Canceller(CLERK, office_ids=frozenset({office_of(office).id}))


def state_of(starts_at: str, *, now: datetime = FRIDAY_MORNING) -> tuple[SlotState, SlotReason | None]:
    when = office_time(starts_at)
    procedure = procedure_by_code(db.session(), "omura-soudan")
    found = slots_of(
        db.session(), procedure, first=when.date(), last=when.date(), channel=Channel.WEB, now=now, seeker_id=None
    )
    return next((slot.state, slot.reason) for slot in found if slot.starts_at == when)


# What cancelling does -------------------------------------------------------------------------------------------------


def test_a_seeker_cancels_and_everything_is_given_back(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    assert claims_of(number) == (ticks(THURSDAY_AT_TEN, 3), ticks(THURSDAY_AT_TEN, 2))  # the desk rests a tick
    cancel(number, misaki(), now=FRIDAY_MORNING)
    cancelled = booking_of(number)
    assert cancelled.status is BookingStatus.CANCELLED_BY_SEEKER
    assert cancelled.cancelled_by == f"seeker:{seeker_id(MISAKI)}"
    assert (cancelled.cancelled_at, cancelled.notified_at) == (FRIDAY_MORNING, FRIDAY_MORNING)
    assert claims_in_all() == (0, 0)
    assert meetings_of(number) == [MeetingState.WITHDRAWN]


def test_the_calendar_entry_is_revised_with_a_later_stamp(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    before = booking_of(number).revised_at
    cancel(number, misaki(), now=FRIDAY_MORNING)  # within the same second
    after = booking_of(number)
    assert (after.sequence, after.revised_at) == (1, before + timedelta(seconds=1))


def test_the_seeker_is_told_once_and_the_overtaken_mail_is_dropped(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    cancel(number, misaki(), now=FRIDAY_MORNING)
    cancel(number, misaki(), now=FRIDAY_MORNING)
    assert sent_messages() == [("booked", DeliveryState.DROPPED), ("cancelled", DeliveryState.WAITING)]


def test_pressing_twice_changes_nothing_more(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    cancel(number, misaki(), reason="急用", now=FRIDAY_MORNING)
    cancel(number, misaki(), reason="別の理由", now=FRIDAY_MORNING + timedelta(minutes=1))
    again = booking_of(number)
    assert (again.sequence, again.cancel_reason, again.cancelled_at) == (1, "急用", FRIDAY_MORNING)
    acts = db.session.scalars(select(AuditLine.act).where(AuditLine.object == f"booking:{number}")).all()
    assert acts.count("cancel") == 1


def test_the_freed_place_can_be_booked_at_once(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    assert state_of(THURSDAY_AT_TEN) == (SlotState.FULL, SlotReason.FULL)
    cancel(number, misaki(), now=FRIDAY_MORNING)
    assert state_of(THURSDAY_AT_TEN) == (SlotState.OPEN, None)
    assert booking_of(booked(KAKUTO, THURSDAY_AT_TEN)).status is BookingStatus.BOOKED


def test_a_place_freed_after_the_deadline_is_shown_closed(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    wednesday = office_time("2026-11-25 09:00")  # Thursday 26 closed with Tuesday 24
    cancel(number, misaki(), now=wednesday)
    assert state_of(THURSDAY_AT_TEN, now=wednesday) == (SlotState.CLOSED, SlotReason.DEADLINE_PASSED)


# When and by whom -----------------------------------------------------------------------------------------------------


def test_a_seeker_may_cancel_until_the_start_and_not_at_it(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    with pytest.raises(NotifiedTooLate):
        cancel(number, misaki(), now=office_time(THURSDAY_AT_TEN))
    assert booking_of(number).status is BookingStatus.BOOKED
    cancel(number, misaki(), now=office_time(THURSDAY_AT_TEN) - timedelta(seconds=1))
    assert booking_of(number).status is BookingStatus.CANCELLED_BY_SEEKER


def test_news_that_came_before_the_start_counts_when_it_is_written_down_later(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    heard_at = office_time("2026-11-26 09:50")
    cancel(number, clerk(), reason="発熱", notified_at=heard_at, now=office_time("2026-11-26 10:10"))
    cancelled = booking_of(number)
    assert (cancelled.status, cancelled.notified_at) == (BookingStatus.CANCELLED_BY_SEEKER, heard_at)
    assert cancelled.cancelled_by == CLERK


@pytest.mark.parametrize(
    ("heard_at", "refused"),
    [
        ("2026-11-26 10:00", NotifiedTooLate),
        ("2026-11-26 10:10", NotifiedTooLate),
        ("2026-11-26 10:16", NotifiedInFuture),
    ],
)
def test_news_at_the_start_or_after_now_is_no_cancellation(app: Flask, heard_at: str, refused: type[Exception]) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    now = office_time("2026-11-26 10:15")
    with pytest.raises(refused):
        cancel(number, clerk(), reason="発熱", notified_at=office_time(heard_at), now=now)
    assert booking_of(number).status is BookingStatus.BOOKED
    assert claims_in_all() == (3, 2)


def test_the_office_cancels_with_a_reason_only(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    with pytest.raises(CancelReasonMissing):
        cancel(number, clerk(), reason="  ", now=FRIDAY_MORNING)
    cancel(number, clerk(), reason="相談員の急病", now=FRIDAY_MORNING)
    cancelled = booking_of(number)
    assert (cancelled.status, cancelled.cancel_reason) == (BookingStatus.CANCELLED_BY_OFFICE, "相談員の急病")


def test_what_the_office_cancelled_is_not_cancelled_again_by_the_seeker(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    cancel(number, clerk(), reason="相談員の急病", now=FRIDAY_MORNING)
    with pytest.raises(NotOpenAnyMore):
        cancel(number, misaki(), now=FRIDAY_MORNING)
    assert booking_of(number).status is BookingStatus.CANCELLED_BY_OFFICE


def test_what_is_over_cannot_be_cancelled(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    with pytest.raises(NotOpenAnyMore):
        cancel(number, misaki(), now=office_time("2026-11-26 10:30"))


def test_somebody_elses_booking_is_unknown(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    kakuto = Canceller(f"seeker:{seeker_id(KAKUTO)}", seeker_id=seeker_id(KAKUTO))
    for stranger in (kakuto, clerk("shiga"), Canceller("staff:99")):
        with pytest.raises(UnknownBooking):
            cancel(number, stranger, reason="取り違え", now=FRIDAY_MORNING)
    assert booking_of(number).status is BookingStatus.BOOKED


# The meeting ----------------------------------------------------------------------------------------------------------


def test_a_withdrawn_meeting_is_removed_at_the_provider(app: Flask) -> None:
    provider, number = FakeMeetings(), booked(MISAKI, THURSDAY_AT_TEN)
    issue(provider)
    assert len(provider.meetings) == 1
    cancel(number, misaki(), now=FRIDAY_MORNING)
    remove(provider)
    assert provider.meetings == {}


def test_a_meeting_that_is_issued_while_it_is_cancelled_is_removed_too(app: Flask) -> None:
    provider, number = FakeMeetings(), booked(MISAKI, THURSDAY_AT_TEN)
    provider.meanwhile = lambda: cancel(number, misaki(), now=FRIDAY_MORNING)
    issue(provider)
    assert meetings_of(number) == [MeetingState.WITHDRAWN]
    assert len(provider.meetings) == 1
    remove(provider)
    assert provider.meetings == {}
    assert [kind for kind, _state in sent_messages()] == ["booked", "cancelled"]


def test_the_day_keeps_its_other_bookings(app: Flask) -> None:
    number, other = booked(MISAKI, THURSDAY_AT_TEN), booked(KAKUTO, "2026-11-26 11:00")
    cancel(number, misaki(), now=FRIDAY_MORNING)
    assert claims_of(other) == (ticks("2026-11-26 11:00", 3), ticks("2026-11-26 11:00", 2))
    assert booking_of(other).day == day("2026-11-26 Thu")
