"""Closing a day, changing a timetable, taking a desk out: who is affected, what is decided, and both at once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select, update

from booking.announcements.announce import seeker_inbox
from booking.availability.open_slots import slots_of
from booking.availability.outside_timetable import Outside
from booking.availability.placed_outside import outside_timetable
from booking.availability.procedures import procedure_by_code
from booking.availability.refusals import OnClosingDay
from booking.availability.slots import SlotReason
from booking.bookings.hold import hold
from booking.bookings.refusals import CancelReasonMissing
from booking.core.channels import Channel
from booking.office_changes.affected import NOBODY
from booking.office_changes.carry_out import Decision, Outcome
from booking.office_changes.change import change_office
from booking.office_changes.changes import NewTimetable, PutDeskIn, TakeDeskOut
from booking.office_changes.choices import CANCEL
from booking.office_changes.closings import CloseDay, ReopenDay
from booking.office_changes.import_file import import_office
from booking.office_changes.refusals import DecisionMissing, ImpactChanged
from booking.offices.file.shape import Office as OfficeFile
from booking.offices.file.shape import WeeklyStart
from booking.offices.from_rows import office_file_of
from booking.offices.refusals import OfficeRulesBroken
from booking.tables import AuditLine, Booking, BookingStatus, DeskClaim, Hold, Meeting, MeetingState
from calendars.office_days import ClosingDay
from database.base import db
from database.transactions import transact
from notifier.tables import Message
from tests.bookings.builders import change_seeker
from tests.bookings.confirming import confirm
from tests.bookings.races.at_once import at_once
from tests.bookings.town_bookings import MANAGER, booked, booking_of, carried_out, closing_days_of, impact, office_of
from tests.days import day
from tests.town import FRIDAY_MORNING, MISAKI, seeker_id

KAKUTO = "70000-0000003"
SHO, LAN = "70000-0000005", "70000-0000006"
THU_26 = CloseDay(day("2026-11-26 Thu"), "庁舎の設備点検")
OMURA = "omura-soudan"
TWO_DESKS = "shiomizaka-soudan"
WEDNESDAY_AT_TEN = (WeeklyStart(2, time(10)),)


# Who is affected ------------------------------------------------------------------------------------------------------


def test_a_closing_concerns_the_bookings_of_that_day_only(app: Flask) -> None:
    on_it, later = booked(MISAKI, "2026-11-26 10:00"), booked(KAKUTO, "2026-11-27 10:00")
    found = impact("omura", THU_26)
    assert [booking.number for booking in found.bookings] == [on_it]
    assert later not in {booking.number for booking in found.bookings}
    assert (found.bookings[0].seeker, found.only_by_phone) == ("髙城 美咲", 0)


def test_somebody_without_my_page_and_address_is_reached_only_by_phone(app: Flask) -> None:
    booked(MISAKI, "2026-11-26 10:00")
    change_seeker(MISAKI, my_page_opened=False, email=None)
    (affected,) = impact("omura", THU_26).bookings
    assert (affected.reach.only_by_phone, affected.reach.phone) == (True, "09000000002")


def test_a_closing_in_between_moves_later_deadlines_forward(app: Flask) -> None:
    moved = {(one.day, one.becomes.date(), one.was.date()) for one in impact("omura", THU_26).deadlines}
    friday, wednesday = day("2026-11-27 Fri"), day("2026-12-02 Wed")
    assert (friday, day("2026-11-25 Wed"), day("2026-11-26 Thu")) in moved  # ends with Tuesday 24, was Wednesday 25
    assert wednesday not in {one for one, *_rest in moved}


def test_what_has_begun_is_left_alone(app: Flask) -> None:
    booked(MISAKI, "2026-11-26 10:00")
    noon = FRIDAY_MORNING.replace(day=26, hour=12)
    assert impact("omura", THU_26, now=noon).bookings == ()


def test_a_desk_taken_out_concerns_its_own_bookings_only(app: Flask) -> None:
    first = booked(SHO, "2026-11-27 10:00", procedure=TWO_DESKS)
    assert [one.number for one in impact("shiomizaka", TakeDeskOut(TWO_DESKS, "shiomizaka-desk-1")).bookings] == [first]
    assert impact("shiomizaka", TakeDeskOut(TWO_DESKS, "shiomizaka-desk-2")).bookings == ()


def test_a_booking_outside_the_timetable_already_is_not_asked_about_twice(app: Flask) -> None:
    number = booked(MISAKI, "2026-11-26 10:00")
    carried_out("omura", NewTimetable(OMURA, day("2026-11-26 Thu"), WEDNESDAY_AT_TEN), keep=[number])
    assert impact("omura", NewTimetable(OMURA, day("2026-11-25 Wed"), ())).bookings == ()
    assert [one.number for one in impact("omura", THU_26).bookings] == [number]  # a closed day is news


# What is decided ------------------------------------------------------------------------------------------------------


def test_a_kept_booking_stays_valid_and_is_marked(app: Flask) -> None:
    number = booked(MISAKI, "2026-11-26 10:00")
    assert carried_out("omura", THU_26, keep=[number]).counts == Outcome(kept=1).counts
    kept = booking_of(number)
    assert (kept.status, kept.sequence) == (BookingStatus.BOOKED, 0)
    assert outside_timetable(db.session(), [kept]) == {kept.id: {Outside.CLOSING_DAY}}


def test_who_is_kept_is_told_that_the_consultation_takes_place(app: Flask) -> None:
    number = booked(MISAKI, "2026-11-26 10:00")
    booked(KAKUTO, "2026-11-27 10:00")  # Friday, which nobody closes
    carried_out("omura", THU_26, keep=[number])
    messages = db.session.execute(select(Message.recipient, Message.kind).where(Message.kind != "booked")).all()
    assert messages == [(seeker_inbox(seeker_id(MISAKI)), "kept")]


def test_a_cancelled_booking_frees_its_time_and_tells_its_seeker_why(app: Flask) -> None:
    number = booked(MISAKI, "2026-11-26 10:00")
    assert carried_out("omura", THU_26, cancel=[number]).counts == Outcome(cancelled=1).counts
    cancelled = booking_of(number)
    assert (cancelled.status, cancelled.cancel_reason) == (BookingStatus.CANCELLED_BY_OFFICE, "庁舎の設備点検のため")
    assert (cancelled.cancelled_by, cancelled.sequence) == (MANAGER, 1)
    assert db.session.scalars(select(DeskClaim)).all() == []
    assert db.session.scalars(select(Meeting.state)).all() == [MeetingState.WITHDRAWN]
    assert db.session.scalars(select(Message.kind).order_by(Message.id)).all() == ["booked", "cancelled"]


def test_of_several_bookings_each_is_decided_by_itself(app: Flask) -> None:
    cancelled, kept = booked(MISAKI, "2026-11-26 10:00"), booked(KAKUTO, "2026-11-26 11:00")
    assert carried_out("omura", THU_26, cancel=[cancelled], keep=[kept]).counts == Outcome(cancelled=1, kept=1).counts
    assert booking_of(cancelled).status is BookingStatus.CANCELLED_BY_OFFICE
    assert booking_of(kept).status is BookingStatus.BOOKED


@pytest.mark.parametrize("decided", [(), (MISAKI,), (KAKUTO,)])
def test_nothing_changes_until_every_booking_is_decided_about(app: Flask, decided: tuple[str, ...]) -> None:
    numbers = {MISAKI: booked(MISAKI, "2026-11-26 10:00"), KAKUTO: booked(KAKUTO, "2026-11-26 11:00")}
    with pytest.raises(DecisionMissing) as refused:
        carried_out("omura", THU_26, keep=[numbers[who] for who in decided])
    assert set(refused.value.numbers) == {number for who, number in numbers.items() if who not in decided}
    assert closing_days_of("omura") == []
    assert db.session.scalars(select(Message.kind)).all() == ["booked", "booked"]


def test_nothing_is_cancelled_without_a_reason(app: Flask) -> None:
    number = booked(MISAKI, "2026-11-26 10:00")
    decision = Decision(impact("omura", THU_26).fingerprint, {number: CANCEL}, " ")
    with pytest.raises(CancelReasonMissing):
        change_office(office_of("omura").id, THU_26, decision, actor=MANAGER, now=FRIDAY_MORNING)
    assert closing_days_of("omura") == []


def test_a_booking_made_after_the_impact_was_shown_stops_the_change(app: Flask) -> None:
    shown = impact("omura", THU_26).fingerprint
    number = booked(MISAKI, "2026-11-26 10:00")
    with pytest.raises(ImpactChanged) as refused:
        change_office(office_of("omura").id, THU_26, Decision(shown), actor=MANAGER, now=FRIDAY_MORNING)
    assert refused.value.numbers == (number,)
    assert closing_days_of("omura") == []


def _fill_in(held: Hold) -> None:
    """As if its seeker had taken all steps before the last."""
    steps = {"terms_version": "2026-10-01", "terms_accepted_at": FRIDAY_MORNING, "topic": "相談"}
    transact(lambda session: session.execute(update(Hold).where(Hold.id == held.id).values(steps)))


def test_a_hold_on_the_closed_day_ends_and_cannot_be_confirmed(app: Flask) -> None:
    misaki = seeker_id(MISAKI)
    token = hold(OMURA, FRIDAY_MORNING.replace(day=26, hour=10), seeker_id=misaki, now=FRIDAY_MORNING)
    assert impact("omura", THU_26).holds == 1
    assert carried_out("omura", THU_26).holds_ended == 1
    held = db.session.scalars(select(Hold)).one()
    assert held.ended_at == FRIDAY_MORNING
    _fill_in(held)
    with pytest.raises(OnClosingDay):
        confirm(token, seeker_id=misaki, now=FRIDAY_MORNING)


def test_a_hold_at_a_desk_taken_out_is_confirmed_at_another(app: Flask) -> None:
    sho, starts_at = seeker_id(SHO), FRIDAY_MORNING.replace(day=27, hour=10)
    token = hold(TWO_DESKS, starts_at, seeker_id=sho, now=FRIDAY_MORNING)
    _fill_in(db.session.scalars(select(Hold)).one())
    carried_out("shiomizaka", TakeDeskOut(TWO_DESKS, "shiomizaka-desk-1"))
    number = confirm(token, seeker_id=sho, now=FRIDAY_MORNING)
    assert booking_of(number).desk.code == "shiomizaka-desk-2"


def test_every_change_raises_the_version_and_is_audited(app: Flask) -> None:
    before = office_of("omura").version
    carried_out("omura", THU_26)
    carried_out("omura", ReopenDay(THU_26.day))
    assert office_of("omura").version == before + 2
    lines = db.session.scalars(select(AuditLine).where(AuditLine.actor == MANAGER).order_by(AuditLine.id)).all()
    assert [(line.act, line.facts["day"]) for line in lines] == [
        ("close_day", "2026-11-26"),
        ("reopen_day", "2026-11-26"),
    ]


# What becomes of the slots --------------------------------------------------------------------------------------------


def reasons_on(when: date, *, procedure: str = OMURA) -> list[SlotReason | None]:
    found = slots_of(
        db.session(),
        procedure_by_code(db.session(), procedure),
        first=when,
        last=when,
        channel=Channel.WEB,
        now=FRIDAY_MORNING,
    )
    return [slot.reason for slot in found]


def test_a_closed_day_offers_nothing_and_a_reopened_one_everything_but_what_was_kept(app: Flask) -> None:
    number = booked(MISAKI, "2026-11-26 10:00")
    carried_out("omura", THU_26, keep=[number])
    assert set(reasons_on(THU_26.day)) == {SlotReason.CLOSING_DAY}
    carried_out("omura", ReopenDay(THU_26.day))
    assert reasons_on(THU_26.day) == [SlotReason.FULL, None, None]


def test_a_new_timetable_holds_from_its_day_on(app: Flask) -> None:
    carried_out("omura", NewTimetable(OMURA, day("2026-12-02 Wed"), WEDNESDAY_AT_TEN))
    assert len(reasons_on(day("2026-11-27 Fri"))) == 3
    assert len(reasons_on(day("2026-12-02 Wed"))) == 1
    assert reasons_on(day("2026-12-04 Fri")) == []


# What is refused ------------------------------------------------------------------------------------------------------


def test_a_change_against_the_offices_own_rules_is_refused_and_changes_nothing(app: Flask) -> None:
    version = office_of("omura").version
    only_desk = TakeDeskOut(OMURA, "omura-desk-1")
    with pytest.raises(OfficeRulesBroken):
        change_office(office_of("omura").id, only_desk, Decision(NOBODY), actor=MANAGER, now=FRIDAY_MORNING)
    assert office_of("omura").version == version


def test_two_procedures_at_one_desk_must_leave_it_its_rest(app: Flask) -> None:
    with pytest.raises(OfficeRulesBroken) as refused:
        impact("omura", PutDeskIn("omura-nintei", "omura-desk-1"))  # until 15:00 and the rest; 職業相談 begins at 15:00
    assert any("15:00" in what for _key, what, _allowed in refused.value.faults)


# Importing an office file ---------------------------------------------------------------------------------------------


def omura_closed_on_thursday() -> OfficeFile:
    known = office_file_of(db.session(), "omura")
    assert known is not None
    return replace(known, closing_days=(ClosingDay(THU_26.day, THU_26.reason),))


def test_an_import_that_was_decided_about_is_refused_when_somebody_books_meanwhile(app: Flask) -> None:
    decision = Decision(impact("omura", THU_26).fingerprint)
    booked(MISAKI, "2026-11-26 10:00")
    with pytest.raises(ImpactChanged):
        import_office(omura_closed_on_thursday(), actor="test", now=FRIDAY_MORNING, decision=decision)
    assert closing_days_of("omura") == []


def test_an_import_that_nobody_decided_about_is_refused_where_it_concerns_somebody(app: Flask) -> None:
    number = booked(MISAKI, "2026-11-26 10:00")
    with pytest.raises(ImpactChanged):
        import_office(omura_closed_on_thursday(), actor="test", now=FRIDAY_MORNING)
    assert (booking_of(number).status, closing_days_of("omura")) == (BookingStatus.BOOKED, [])


# Both at once ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("attempt", range(3))
def test_whoever_books_while_the_day_is_closed_is_refused_or_seen(app: Flask, attempt: int) -> None:
    office_id = office_of("omura").id

    def close() -> str:
        change_office(office_id, THU_26, Decision(NOBODY), actor=MANAGER, now=FRIDAY_MORNING)
        return "closed"

    times = {MISAKI: "2026-11-26 10:00", KAKUTO: "2026-11-26 11:00", LAN: "2026-11-26 15:00"}
    acts: list[Callable[[], str]] = [close, *(partial(booked, seeker, at) for seeker, at in times.items())]
    closed, *books = at_once(app, acts)
    if isinstance(closed, ImpactChanged):  # a booking was first: nothing was closed, the manager sees whom it concerns
        assert set(closed.numbers) <= set(books)
        assert closing_days_of("omura") == []
    else:
        assert closed == "closed"
        assert [type(one) for one in books] == [OnClosingDay] * 3
        assert db.session.scalars(select(Booking)).all() == []


def test_two_changes_at_once_are_made_one_after_the_other(app: Flask) -> None:
    office_id = office_of("omura").id

    def close(change: CloseDay) -> Outcome:
        return change_office(office_id, change, Decision(NOBODY), actor=MANAGER, now=FRIDAY_MORNING)

    again = CloseDay(THU_26.day, "もう一度")
    answers = at_once(app, [partial(close, THU_26), partial(close, again)])
    assert sorted(type(one).__name__ for one in answers) == ["AlreadyClosed", "Outcome"]
    assert closing_days_of("omura") == [THU_26.day]
