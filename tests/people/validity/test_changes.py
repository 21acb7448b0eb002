"""A seeker makes the registration valid or invalid; a job does it a quarter of an hour later (japan.md I4, I5)."""

import pytest
from flask import Flask
from sqlalchemy import select

from booking.jobs import change_validity
from booking.people.validity.ask import ask_to_become_invalid, ask_to_become_valid
from booking.people.validity.reads import Validity, ended_because, validity_of
from booking.people.validity.refusals import InvalidAlready, InvalidTooLong, ValidAlready, ValidityChangeUnderWay
from booking.tables import AuditLine, EndReason, Seeker, ValidityChange
from calendars.office_time import day_of
from database.base import db
from notifier.tables import Message
from tests.bookings.builders import all_of, change_seeker
from tests.days import day
from tests.town import MISAKI, NAIKO, StandingClock, seeker_id

pytestmark = pytest.mark.any_engine


def standing(clock: StandingClock, number: str) -> Validity:
    """How the registration of this seeker stands now."""
    db.session.rollback()
    return validity_of(db.session(), seeker_id(number), today=day_of(clock()))


def made_invalid(clock: StandingClock, reason: EndReason) -> None:
    """Misaki ends her registration, and it has taken effect."""
    ask_to_become_invalid(seeker_id(MISAKI), reason, now=clock())
    clock.move(minutes=15)
    assert change_validity() == 1


@pytest.mark.each_engine
def test_it_is_valid_a_quarter_of_an_hour_after_it_was_asked_for(app: Flask, clock: StandingClock) -> None:
    ask_to_become_valid(seeker_id(NAIKO), now=clock())
    clock.move(minutes=14, seconds=59)
    assert change_validity() == 0
    assert not standing(clock, NAIKO).is_valid
    clock.move(seconds=1)
    assert change_validity() == 1
    assert standing(clock, NAIKO).valid_until == day("2027-01-31 Sun")


def test_its_seeker_is_told_when_it_is_done_and_not_before(app: Flask, clock: StandingClock) -> None:
    ask_to_become_valid(seeker_id(NAIKO), now=clock())
    assert all_of(Message) == []
    clock.move(minutes=16)
    assert (change_validity(), change_validity()) == (1, 0)
    assert [message.kind for message in all_of(Message)] == ["registration_valid"]
    acts = [(line.act, line.facts.get("registration_valid_until")) for line in all_of(AuditLine)[-2:]]
    assert acts == [("ask_for_validity", None), ("change_validity", True)]


@pytest.mark.each_engine
def test_asked_twice_it_is_one_change(app: Flask, clock: StandingClock) -> None:
    first = ask_to_become_valid(seeker_id(NAIKO), now=clock())
    clock.move(minutes=3)
    assert ask_to_become_valid(seeker_id(NAIKO), now=clock()) == first
    assert len(all_of(ValidityChange)) == 1


@pytest.mark.each_engine
@pytest.mark.parametrize("reason", EndReason)
def test_a_seeker_ends_it_and_the_reason_is_kept(app: Flask, clock: StandingClock, reason: EndReason) -> None:
    made_invalid(clock, reason)
    found = standing(clock, MISAKI)
    assert (found.invalid_since, found.reason) == (day("2026-11-20 Fri"), reason)
    assert db.session.scalars(select(Seeker.seeker_number).where(ended_because(reason))).all() == [MISAKI]


@pytest.mark.each_engine
def test_whoever_makes_it_valid_takes_the_reason_back(app: Flask, clock: StandingClock) -> None:
    made_invalid(clock, EndReason.LEAVING)
    change_seeker(MISAKI, registration_valid_until=day("2027-05-31 Mon"))
    assert standing(clock, MISAKI).reason is None
    assert db.session.scalars(select(Seeker.id).where(ended_because(EndReason.LEAVING))).all() == []


def test_the_opposite_waits_until_the_change_is_done(app: Flask, clock: StandingClock) -> None:
    change_seeker(MISAKI, registration_valid_until=day("2026-11-30 Mon"))
    ask_to_become_invalid(seeker_id(MISAKI), EndReason.PAUSING, now=clock())
    with pytest.raises(ValidityChangeUnderWay):
        ask_to_become_valid(seeker_id(MISAKI), now=clock())
    with pytest.raises(ValidityChangeUnderWay):
        ask_to_become_invalid(seeker_id(MISAKI), EndReason.LEAVING, now=clock())


def test_what_the_office_granted_meanwhile_stands(app: Flask, clock: StandingClock) -> None:
    ask_to_become_valid(seeker_id(NAIKO), now=clock())
    change_seeker(NAIKO, registration_valid_until=day("2027-05-31 Mon"))
    clock.move(minutes=15)
    change_validity()
    assert standing(clock, NAIKO).valid_until == day("2027-05-31 Mon")


@pytest.mark.each_engine
def test_a_year_after_it_ended_it_is_for_the_office(app: Flask, clock: StandingClock) -> None:
    change_seeker(NAIKO, registration_valid_until=day("2025-11-19 Wed"))  # invalid since Thursday 20
    ask_to_become_valid(seeker_id(NAIKO), now=clock())  # Friday 20 November 2026
    change_seeker(MISAKI, registration_valid_until=day("2025-11-18 Tue"))
    with pytest.raises(InvalidTooLong) as refused:
        ask_to_become_valid(seeker_id(MISAKI), now=clock())
    assert refused.value.office is not None  # whom to call
    assert refused.value.since == day("2025-11-19 Wed")


def test_nothing_is_asked_for_in_vain(app: Flask, clock: StandingClock) -> None:
    with pytest.raises(ValidAlready):
        ask_to_become_valid(seeker_id(MISAKI), now=clock())
    with pytest.raises(InvalidAlready):
        ask_to_become_invalid(seeker_id(NAIKO), EndReason.EMPLOYED, now=clock())


def test_who_ended_it_may_return_the_same_day(app: Flask, clock: StandingClock) -> None:
    made_invalid(clock, EndReason.PAUSING)
    ask_to_become_valid(seeker_id(MISAKI), now=clock())
    clock.move(minutes=15)
    change_validity()
    assert standing(clock, MISAKI).valid_until == day("2027-01-31 Sun")
    kinds = [message.kind for message in all_of(Message)]
    assert kinds == ["registration_invalid", "registration_valid"]
