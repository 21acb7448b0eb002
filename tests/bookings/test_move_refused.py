"""A move that is refused leaves the booking as it was (rules.md#moving)."""

from dataclasses import replace
from datetime import datetime

import pytest
from flask import Flask

from booking.availability.refusals import ChannelClosed, DeadlinePassed, OverlapsOwnBooking, SlotTaken
from booking.bookings.move import move
from booking.bookings.refusals import (
    LateReasonMissing,
    NotOpenAnyMore,
    RegistrationNotValid,
    SameSlot,
    TermsOutdated,
    UnknownBooking,
)
from booking.core.channels import Channel
from booking.core.refusals import Refusal
from booking.tables import Consent
from tests.bookings.builders import change_seeker, renew_terms
from tests.bookings.changed_bookings import claims_of, ticks
from tests.bookings.moves import (
    FRIDAY_AT_ELEVEN,
    FRIDAY_AT_THREE,
    KAKUTO,
    THURSDAY_AT_TEN,
    assert_unmoved,
    by_clerk,
    by_seeker,
)
from tests.bookings.town_bookings import booked, booking_of
from tests.days import day
from tests.town import FRIDAY_MORNING, MISAKI, TARO, office_time


def test_a_taken_time_is_refused_with_others(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    booked(KAKUTO, FRIDAY_AT_ELEVEN)
    with pytest.raises(SlotTaken) as refused:
        move(by_seeker(number, FRIDAY_AT_ELEVEN), now=FRIDAY_MORNING)
    assert office_time(FRIDAY_AT_THREE) in refused.value.alternatives
    assert_unmoved(number)


@pytest.mark.parametrize(
    ("starts_at", "now", "kind"),
    [
        (THURSDAY_AT_TEN, FRIDAY_MORNING, SameSlot),
        ("2026-11-25 10:00", office_time("2026-11-24 00:00"), DeadlinePassed),  # Wednesday: closed with Friday 20
        (FRIDAY_AT_ELEVEN, office_time(THURSDAY_AT_TEN), NotOpenAnyMore),  # it has begun: an absence
        (FRIDAY_AT_ELEVEN, office_time("2026-11-26 10:30"), NotOpenAnyMore),
    ],
)
def test_every_rule_of_booking_holds_for_the_new_time(
    app: Flask, starts_at: str, now: datetime, kind: type[Refusal]
) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    with pytest.raises(kind):
        move(by_seeker(number, starts_at), now=now)
    assert_unmoved(number)


def test_a_seeker_whose_registration_ended_does_not_move(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    change_seeker(MISAKI, registration_valid_until=day("2026-11-19 Thu"))
    with pytest.raises(RegistrationNotValid):
        move(by_seeker(number, FRIDAY_AT_ELEVEN), now=FRIDAY_MORNING)
    assert_unmoved(number)


def test_another_consultation_of_the_seeker_stands_in_the_way(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    booked(MISAKI, FRIDAY_AT_ELEVEN, procedure="shiomizaka-soudan")
    with pytest.raises(OverlapsOwnBooking):
        move(by_seeker(number, FRIDAY_AT_ELEVEN), now=FRIDAY_MORNING)
    assert_unmoved(number)


def test_newer_terms_are_accepted_with_the_move(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    renew_terms("omura-soudan")
    wish = by_seeker(number, FRIDAY_AT_ELEVEN)
    with pytest.raises(TermsOutdated):
        move(wish, now=FRIDAY_MORNING)
    assert_unmoved(number)
    move(replace(wish, terms_version="2026-11-20"), now=FRIDAY_MORNING)
    moved = booking_of(number)
    assert (moved.terms_version, moved.consent, moved.consented_at) == ("2026-11-20", Consent.WEB, FRIDAY_MORNING)


def test_somebody_elses_booking_is_unknown(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    for wish in (
        by_seeker(number, FRIDAY_AT_ELEVEN, seeker=KAKUTO),
        by_clerk(number, FRIDAY_AT_ELEVEN, office="shiga"),
    ):
        with pytest.raises(UnknownBooking):
            move(wish, now=FRIDAY_MORNING)
    assert_unmoved(number)


def test_shiga_is_moved_by_phone_and_not_on_the_web(app: Flask) -> None:
    number = booked(TARO, "2026-11-26 10:30", procedure="shiga-soudan", channel=Channel.PHONE)
    with pytest.raises(ChannelClosed):
        move(by_seeker(number, "2026-11-27 09:30", seeker=TARO), now=FRIDAY_MORNING)
    move(by_clerk(number, "2026-11-27 09:30", office="shiga"), now=FRIDAY_MORNING)
    assert booking_of(number).starts_at == office_time("2026-11-27 09:30")
    assert claims_of(number) == (ticks("2026-11-27 09:30", 4), ticks("2026-11-27 09:30", 3))  # 45 minutes and the rest


def test_staff_move_after_the_deadline_with_a_reason(app: Flask) -> None:
    number = booked(TARO, "2026-11-27 10:30", procedure="shiga-soudan", channel=Channel.PHONE)
    tuesday = office_time("2026-11-24 09:00")  # Wednesday 25 closed on Friday 20, 17:00
    with pytest.raises(LateReasonMissing):
        move(by_clerk(number, "2026-11-25 13:30", office="shiga"), now=tuesday)
    move(by_clerk(number, "2026-11-25 13:30", office="shiga", late_reason="急な面接"), now=tuesday)
    moved = booking_of(number)
    assert (moved.starts_at, moved.late_reason) == (office_time("2026-11-25 13:30"), "急な面接")
