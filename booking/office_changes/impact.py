"""Who is affected when an office changes its days, times or desks; reads only, and the same under the lock."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from booking.availability.holidays import national_holidays
from booking.availability.offices import contact_of
from booking.availability.outside_timetable import loses_place
from booking.availability.placed_outside import place_of, place_of_hold
from booking.availability.rule_values import RuleValues
from booking.availability.slots import Rules
from booking.office_changes.affected import (
    AffectedBooking,
    Impact,
    MovedDeadline,
    NamedDesk,
    Reach,
    last_day_to_call,
    moved_deadlines,
)
from booking.office_changes.changes import Change, NationalHoliday, changed, seen_version
from booking.office_changes.free_desks import free_desks
from booking.offices.clashes import new_clashes
from booking.offices.file import shape
from booking.offices.file.check import check_office
from booking.offices.file.rules import rules_in
from booking.offices.from_rows import office_file
from booking.offices.meanwhile import refuse_if_changed
from booking.offices.refusals import OfficeRulesBroken
from booking.tables import Booking, BookingStatus, Desk, Hold, Office, Procedure
from calendars.office_time import day_of

_YEARLY_REACHES = timedelta(days=366)  # what closes every year is shown for its next time
_DEADLINE_REACHES = timedelta(days=31)  # a day's closing moves no deadline further ahead: ten office days at the most


@dataclass(frozen=True)
class PlannedChange:
    """An office as it is and as a change would make it; the result keeps the rules of office files."""

    before: shape.Office
    after: shape.Office
    holidays: tuple[NationalHoliday, NationalHoliday] | None = None  # before and after, where it is they that change


@dataclass(frozen=True)
class Difference:
    """An office before and after a change, as rules of its procedures by code; a new procedure has no before."""

    office_code: str
    before: Mapping[str, Rules]
    after: Mapping[str, Rules]

    def takes_place_of(self, placed: Booking | Hold) -> bool:
        """Whether a booking or a hold loses its place."""
        before, after = (rules[placed.procedure.code] for rules in (self.before, self.after))
        return loses_place(
            before, after, place_of(placed) if isinstance(placed, Booking) else place_of_hold(placed, before)
        )


def planned_change(session: Session, office: Office, change: Change, *, today: date) -> PlannedChange:
    """What `change` would make of the office.

    Raises:
        OfficeRulesBroken: starts would overlap, leave no rest, a procedure would have no desk, a value cannot be so,
            or another office has one of its codes or hosts.
        SettingChangedMeanwhile: a colleague changed the same settings after whoever asks looked at them.
        Refusal: every refusal of `booking.office_changes.changes.changed`.
    """
    before = office_file(session, office)
    after = changed(before, change, today=today, national_holiday=national_holidays(session).name)
    planned = keeping_rules(session, office, PlannedChange(before, after))
    refuse_if_changed(session, office, after, seen=seen_version(change))
    return planned


def keeping_rules(session: Session, office: Office, planned: PlannedChange) -> PlannedChange:
    """The change, if its result keeps the rules of office files; raises OfficeRulesBroken."""
    before, after = planned.before, planned.after
    # A rule that came after the office keeps nobody from closing a day: only what the change itself breaks counts.
    known = set(check_office(before))
    faults = [fault for fault in (*check_office(after), *new_clashes(session, before, after)) if fault not in known]
    if faults:
        named = tuple((fault.key, _with_names(fault.what, after), fault.allowed) for fault in faults)
        raise OfficeRulesBroken(contact_of(office), named)
    return planned


def impact_of(session: Session, planned: PlannedChange, *, now: datetime) -> Impact:
    """What the change does to those who booked or hold a slot that is still to come."""
    difference = difference_of(session, planned)
    bookings = affected_bookings(session, difference, now=now)
    return Impact(
        bookings=described(session, difference, bookings, now=now),
        deadlines=tuple(_deadlines(planned, difference, today=day_of(now))),
        holds=len(affected_holds(session, difference, now=now)),
    )


def _with_names(what: str, office: shape.Office) -> str:
    """Word a fault for managers, who know desks and procedures by their names and not by the codes of office files."""
    names = {desk.code: desk.name for desk in office.desks} | {one.code: one.purpose for one in office.procedures}
    longest_first = sorted(names, key=len, reverse=True)
    # In files a code stands between spaces; a name in its brackets needs none.
    return re.sub(f" ?({'|'.join(map(re.escape, longest_first))}) ?", lambda code: f"「{names[code[1]]}」", what)


def difference_of(session: Session, planned: PlannedChange) -> Difference:
    """Both offices as rules; desks are those that the database knows."""
    code = planned.before.code
    known = national_holidays(session).name
    holiday_before, holiday_after = planned.holidays or (known, known)
    desks = session.execute(select(Desk.code, Desk.id).where(Desk.office.has(code=code)))
    desk_ids = {desk.code: desk.id for desk in desks}

    def rules(office: shape.Office, holiday: NationalHoliday) -> dict[str, Rules]:
        return {
            procedure.code: rules_in(office, procedure, national_holiday=holiday, desk_ids=desk_ids)
            for procedure in office.procedures
        }

    return Difference(code, rules(planned.before, holiday_before), rules(planned.after, holiday_after))


def affected_bookings(session: Session, difference: Difference, *, now: datetime) -> Sequence[Booking]:
    """The bookings that lose their place, by start; what has begun is left alone."""
    coming = session.scalars(
        select(Booking)
        .where(
            Booking.office.has(code=difference.office_code),
            Booking.status == BookingStatus.BOOKED,
            Booking.starts_at > now,
        )
        .order_by(Booking.starts_at, Booking.id)
        .options(joinedload(Booking.procedure), joinedload(Booking.seeker), joinedload(Booking.desk))
    )
    return [booking for booking in coming if difference.takes_place_of(booking)]


def affected_holds(session: Session, difference: Difference, *, now: datetime) -> Sequence[Hold]:
    """The live holds whose slot is offered no more."""
    live = session.scalars(
        select(Hold)
        .join(Hold.procedure)
        .where(Procedure.office.has(code=difference.office_code), Hold.ended_at.is_(None), Hold.expires_at > now)
        .order_by(Hold.id)
        .options(joinedload(Hold.procedure))
    )
    return [held for held in live if difference.takes_place_of(held)]


def described(
    session: Session, difference: Difference, bookings: Sequence[Booking], *, now: datetime
) -> tuple[AffectedBooking, ...]:
    """The affected bookings as people decide about them: who it is, how they are reached, which desks are free."""
    free = free_desks(session, difference.before, difference.after, bookings, now=now)
    calendars = [rules.office_days for side in (difference.before, difference.after) for rules in side.values()]
    last = last_day_to_call(*calendars, today=day_of(now)) if bookings else day_of(now)
    return tuple(_affected(booking, free[booking.id], last) for booking in bookings)


def _affected(booking: Booking, free: Sequence[NamedDesk], call_until: date) -> AffectedBooking:
    seeker = booking.seeker
    reach = Reach(seeker.my_page_opened, bool(seeker.email), seeker.phone)
    return AffectedBooking(
        number=booking.number,
        sequence=booking.sequence,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        procedure=booking.procedure.purpose,
        seeker=seeker.name,
        display_name=booking.display_name,
        reach=reach,
        desk=booking.desk.name,
        other_desks=tuple(free),
        to_call=reach.only_by_phone or booking.day <= call_until,
    )


def _deadlines(planned: PlannedChange, difference: Difference, *, today: date) -> list[MovedDeadline]:
    touched = _changed_days(planned, today)
    moved: list[MovedDeadline] = []
    for procedure in planned.before.procedures:
        rules = difference.before[procedure.code], difference.after[procedure.code]
        in_window = _days(today, max(one.last_open_day(today) for one in rules) - today)
        days = {day for first in touched if first >= today for day in _days(first, _DEADLINE_REACHES)} | in_window
        moved += moved_deadlines(procedure.purpose, *rules, days=days)
    return sorted(moved, key=lambda one: one.day)


def _changed_days(planned: PlannedChange, today: date) -> set[date]:
    """The closing days, extra openings and first days of rules that only one of the two has, or that differ."""
    before, after = planned.before, planned.after
    rules = _rules_in(before) ^ _rules_in(after)
    closings = set(before.closing_days) ^ set(after.closing_days)
    openings = set(before.extra_openings) ^ set(after.extra_openings)
    ahead = today + _YEARLY_REACHES
    days = {day for one in closings for day in (one.days(today, ahead) if one.every_year else [one.day])}
    days |= {opening.day for opening in openings}
    return days | {valid_from for _, valid_from, _ in rules}


def _rules_in(office: shape.Office) -> set[tuple[str, date, RuleValues]]:
    return {(one.code, *change) for one in office.procedures for change in one.values.changes}


def _days(first: date, span: timedelta) -> set[date]:
    return {first + timedelta(days=n) for n in range(span.days + 1)}
