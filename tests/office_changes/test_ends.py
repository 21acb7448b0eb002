"""Offices, procedures and desks that end on a day: nothing new from that day on, and what was booked stands."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import update

from booking.availability.outside_timetable import Outside
from booking.availability.placed_outside import outside_timetable
from booking.availability.refusals import ProcedureEnded
from booking.bookings.book import book
from booking.bookings.cancel import Canceller, cancel
from booking.bookings.hold import hold
from booking.bookings.move import move
from booking.bookings.refusals import UnknownHold
from booking.core.fates import Fate
from booking.core.refusals import Refusal
from booking.meetings.desk_hosts import desk_hosts
from booking.office_changes.carry_out import Decision
from booking.office_changes.choices import alike
from booking.office_changes.closings import CloseDay
from booking.office_changes.impact import PlannedChange, impact_of
from booking.office_changes.import_file import import_office, planned_import
from booking.office_changes.refusals import ImpactChanged
from booking.offices.file.check import check_office
from booking.offices.file.problems import OfficeFileError
from booking.offices.file.shape import Office
from booking.offices.from_rows import office_file_of
from booking.tables import BookingStatus
from booking.tables import Office as OfficeRow
from booking.waiting_list.refusals import DayIsOpen, NothingToWaitFor
from booking.waiting_list.wait import wait_for_place
from database.base import db
from database.transactions import transact
from tests.bookings.builders import filled_hold, phone_request, the_booking, web_request
from tests.bookings.confirming import confirm
from tests.bookings.moves import by_clerk, by_seeker
from tests.bookings.town_bookings import booked, carried_out, closing_days_of
from tests.days import day
from tests.town import FRIDAY_MORNING, MISAKI, TARO, office_time, seeker_id

pytestmark = pytest.mark.any_engine

THU_26 = day("2026-11-26 Thu")
THURSDAY, WEDNESDAY = "2026-11-26 10:00", "2026-11-25 10:00"
End = Callable[[Office, date], Office]


def office_ends(office: Office, on: date) -> Office:
    return replace(office, ends_on=on)


def procedure_ends(office: Office, on: date) -> Office:
    first, *others = office.procedures
    return replace(office, procedures=(replace(first, ends_on=on), *others))


def desk_and_procedure_end(office: Office, on: date) -> Office:
    first, *others = office.desks
    return procedure_ends(replace(office, desks=(replace(first, ends_on=on), *others)), on)


def first_desk_ends(office: Office, on: date) -> Office:
    first, *others = office.desks
    return replace(office, desks=(replace(first, ends_on=on), *others))


def planned(end: End, on: date = THU_26, *, code: str = "omura") -> PlannedChange:
    office = office_file_of(db.session(), code)
    assert office is not None
    found = planned_import(db.session(), end(office, on))
    assert found is not None
    return found


def ended(end: End = procedure_ends, on: date = THU_26, *, code: str = "omura", fate: Fate = Fate.KEPT) -> None:
    """Let something of the office end, by its file; with everybody who loses their place the same is done."""
    change = planned(end, on, code=code)
    impact = impact_of(db.session(), change, now=FRIDAY_MORNING)
    decision = Decision(impact.fingerprint, alike(impact.bookings, fate, {}), "手続きが終わるため")
    import_office(change.after, actor="staff:5", now=FRIDAY_MORNING, decision=decision)


def hosts_looked_at(at: str) -> list[str]:
    found = desk_hosts(db.session(), now=office_time(at), real_now=FRIDAY_MORNING)
    return [host.desk for host in found]


@pytest.mark.each_engine
@pytest.mark.parametrize("end", [office_ends, procedure_ends, desk_and_procedure_end])
def test_an_end_goes_into_the_database_and_comes_back_in_the_file(app: Flask, end: End) -> None:
    ended(end)
    found = office_file_of(db.session(), "omura")
    assert found is not None
    assert end(found, THU_26) == found


@pytest.mark.parametrize("end", [office_ends, procedure_ends, desk_and_procedure_end])
@pytest.mark.parametrize(
    "act",
    [
        lambda: book(web_request(starts=THURSDAY), now=FRIDAY_MORNING),
        lambda: book(phone_request(starts=THURSDAY), now=FRIDAY_MORNING),
        lambda: hold("omura-soudan", office_time(THURSDAY), seeker_id=seeker_id(MISAKI), now=FRIDAY_MORNING),
        lambda: move(by_seeker(booked(MISAKI, WEDNESDAY), THURSDAY), now=FRIDAY_MORNING),
        lambda: move(by_clerk(booked(MISAKI, WEDNESDAY), THURSDAY, late_reason="急ぎ"), now=FRIDAY_MORNING),
    ],
    ids=["web", "phone", "hold", "move", "move at the desk"],
)
def test_nobody_gets_a_time_on_or_after_the_end(app: Flask, end: End, act: Callable[[], object]) -> None:
    ended(end)
    with pytest.raises(ProcedureEnded) as refused:
        act()
    assert refused.value.ends_on == THU_26
    assert all(start.date() < THU_26 for start in refused.value.alternatives)


def test_the_day_before_the_end_is_booked_as_ever(app: Flask) -> None:
    ended()
    assert book(web_request(starts=WEDNESDAY), now=FRIDAY_MORNING)


def test_nobody_waits_for_a_day_after_the_end(app: Flask) -> None:
    ended()
    with pytest.raises(NothingToWaitFor):
        wait_for_place("omura-soudan", [THU_26], seeker_id=seeker_id(MISAKI), now=FRIDAY_MORNING)
    with pytest.raises(DayIsOpen):
        wait_for_place("omura-soudan", [day("2026-11-25 Wed")], seeker_id=seeker_id(MISAKI), now=FRIDAY_MORNING)


@pytest.mark.each_engine
def test_a_hold_of_a_time_after_the_end_is_taken_away(app: Flask) -> None:
    token = filled_hold(starts=THURSDAY)
    ended()
    with pytest.raises(Refusal) as refused:
        confirm(token, seeker_id=seeker_id(MISAKI), now=FRIDAY_MORNING)
    assert isinstance(refused.value, ProcedureEnded | UnknownHold)


@pytest.mark.each_engine
def test_what_was_booked_for_later_is_shown_as_impact(app: Flask) -> None:
    booked(MISAKI, WEDNESDAY)
    later = booked(TARO, THURSDAY)
    impact = impact_of(db.session(), planned(procedure_ends), now=FRIDAY_MORNING)
    assert [one.number for one in impact.bookings] == [later]
    with pytest.raises(ImpactChanged):
        import_office(planned(procedure_ends).after, actor="staff:5", now=FRIDAY_MORNING)  # nobody decided about it


def test_what_was_booked_for_later_can_be_cancelled_by_the_office(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY)
    ended(fate=Fate.CANCELLED)
    assert the_booking(number).status is BookingStatus.CANCELLED_BY_OFFICE


@pytest.mark.each_engine
def test_what_was_booked_at_an_ended_desk_goes_to_the_other_at_the_same_time(app: Flask) -> None:
    number = booked(MISAKI, "2026-11-27 10:00", procedure="shiomizaka-soudan")
    before = the_booking(number).desk.code
    ended(first_desk_ends, code="shiomizaka", fate=Fate.MOVED)
    after = the_booking(number)
    assert (before, after.desk.code) == ("shiomizaka-desk-1", "shiomizaka-desk-2")
    assert (after.starts_at, after.status) == (office_time("2026-11-27 10:00"), BookingStatus.BOOKED)


def test_a_booking_that_is_kept_stands_is_marked_and_can_be_cancelled(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY)
    ended()
    kept = the_booking(number)
    assert outside_timetable(db.session(), [kept]) == {kept.id: {Outside.ENDED}}
    cancel(number, Canceller(actor="test", seeker_id=kept.seeker_id), now=FRIDAY_MORNING)
    assert the_booking(number).status is BookingStatus.CANCELLED_BY_SEEKER


def test_a_desk_that_ends_leaves_its_times_to_the_other(app: Flask) -> None:
    ended(first_desk_ends, code="shiomizaka")
    two_desks = "shiomizaka-soudan"
    before = the_booking(booked(MISAKI, "2026-11-27 10:00", procedure=two_desks))
    assert before.desk_id == max(desk.id for desk in before.office.desks)


def test_the_host_of_an_ended_desk_is_looked_at_only_while_something_is_booked_there(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY)
    ended(desk_and_procedure_end)
    assert "omura omura-desk-1" in hosts_looked_at("2026-11-25 10:00")
    assert "omura omura-desk-1" in hosts_looked_at("2026-11-26 10:15")
    assert "omura omura-desk-1" not in hosts_looked_at("2026-11-26 11:00")
    cancel(number, Canceller(actor="test", seeker_id=seeker_id(MISAKI)), now=FRIDAY_MORNING)
    assert "omura omura-desk-1" not in hosts_looked_at("2026-11-26 09:00")


def test_a_procedure_cannot_go_on_without_a_desk(app: Flask) -> None:
    office = office_file_of(db.session(), "omura")
    assert office is not None
    first, *others = office.desks
    faults = check_office(replace(office, desks=(replace(first, ends_on=THU_26), *others)))
    assert [fault.key for fault in faults] == ["procedures[omura-soudan].ends_on"]


def test_a_rule_that_came_later_keeps_no_office_from_closing_a_day(app: Flask) -> None:
    transact(lambda session: session.execute(update(OfficeRow).values(name="ハローワーク\n大村" * 20)))
    carried_out("omura", CloseDay(THU_26, "大雪"))
    assert closing_days_of("omura") == [THU_26]


def test_an_import_that_leaves_something_out_is_told_how_to_end_it(app: Flask) -> None:
    office = office_file_of(db.session(), "omura")
    assert office is not None
    with pytest.raises(OfficeFileError) as refused:
        import_office(
            replace(office, procedures=office.procedures[:1], desks=office.desks[:1]),
            actor="staff:5",
            now=FRIDAY_MORNING,
        )
    assert [problem.key for problem in refused.value.problems] == ["desks[omura-desk-2]", "procedures[omura-nintei]"]
    assert "ends_on = 2026-12-31" in str(refused.value)
