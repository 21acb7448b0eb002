"""Reads the evidence of consultations and what it suggests; opens no secrets and knows no names."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.attendance.rules.evidence import NEARBY, Evidence, evidence_from
from booking.attendance.rules.suggestion import Consultation, Suggestion, propose
from booking.availability.procedures import values_on
from booking.availability.rule_values import RuleValues
from booking.bookings.day_sheet import Line
from booking.core.meeting_events import Event
from booking.tables import Booking, BookingStatus, Meeting, MeetingEvent, MeetingState, ParticipantFetch


@dataclass(frozen=True)
class Attendance:
    """The evidence of a consultation and what it suggests."""

    evidence: Evidence
    suggestion: Suggestion


def evidence_of(session: Session, booking: Booking, *, now: datetime) -> Evidence:
    """Who was in the booking's meeting, and when."""
    return attendance_of(session, booking, now=now).evidence


def suggestion_of(session: Session, booking: Booking, *, now: datetime) -> Suggestion:
    """What the evidence of the booking suggests at `now`, with its reasons."""
    return attendance_of(session, booking, now=now).suggestion


def attendance_of(session: Session, booking: Booking, *, now: datetime) -> Attendance:
    """The evidence and the suggestion of one booking."""
    return attendances_of(session, [booking], now=now)[booking.id]


def attendances_today(session: Session, lines: Collection[Line], *, now: datetime) -> Mapping[int, Attendance]:
    """The same for lines of a day's sheet, of those that may have been seen: open, and begun or near, by booking id."""
    soon = now + NEARBY
    near = [line for line in lines if line.status is BookingStatus.BOOKED and line.starts_at <= soon]
    return _attendances(session, near, [line.rules for line in near], now) if near else {}


def suggestions_of(session: Session, bookings: Collection[Booking], *, now: datetime) -> Mapping[int, Suggestion]:
    """The suggestions for those bookings that have begun and about which nobody has decided, by booking id."""
    open_ = [booking for booking in bookings if booking.status is BookingStatus.BOOKED and booking.starts_at <= now]
    found = attendances_of(session, open_, now=now) if open_ else {}
    return {booking_id: attendance.suggestion for booking_id, attendance in found.items()}


def attendances_of(session: Session, bookings: Collection[Booking], *, now: datetime) -> Mapping[int, Attendance]:
    """The evidence and the suggestion of each booking, by its id, in three queries whatever their number."""
    return _attendances(
        session, bookings, [values_on(session, booking.procedure, booking.day) for booking in bookings], now
    )


class _Judged(Protocol):
    """A booking, or a line of a day's sheet."""

    @property
    def id(self) -> int: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...


def _attendances(
    session: Session, bookings: Collection[_Judged], rules: Sequence[RuleValues], now: datetime
) -> Mapping[int, Attendance]:
    meetings = _meetings_of(session, bookings)
    ids = [meeting.id for of_booking in meetings.values() for meeting in of_booking]
    events, never_held = _events_of(session, ids), _never_held(session, ids)
    found = {}
    for booking, values in zip(bookings, rules, strict=True):
        own = meetings.get(booking.id, ())
        known = [event for meeting in own for event in events[meeting.id]]
        evidence = evidence_from(
            known,
            starts_at=booking.starts_at,
            until=min(now, booking.ends_at),
            never_held=any(meeting.id in never_held for meeting in own),
        )
        found[booking.id] = Attendance(evidence, propose(_consultation(booking, values, own), evidence, now=now))
    return found


def _consultation(booking: _Judged, rules: RuleValues, meetings: Sequence[Meeting]) -> Consultation:
    issued = [meeting.issued_at for meeting in meetings if meeting.state is MeetingState.ISSUED]
    return Consultation(
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        late_minutes=rules.late_minutes,
        enter_minutes_before=rules.enter_minutes_before,
        issued_at=issued[-1] if issued else None,
    )


def _meetings_of(session: Session, bookings: Collection[_Judged]) -> Mapping[int, Sequence[Meeting]]:
    """The meetings for the booking's present time: several if one was replaced, and none from before a move."""
    query = (
        select(Meeting)
        .join(Meeting.booking)
        .where(Booking.id.in_([booking.id for booking in bookings]), Meeting.starts_at == Booking.starts_at)
        .order_by(Meeting.id)
    )
    found: dict[int, list[Meeting]] = defaultdict(list)
    for meeting in session.scalars(query):
        found[meeting.booking_id].append(meeting)
    return found


def _events_of(session: Session, meeting_ids: Collection[int]) -> Mapping[int, Sequence[Event]]:
    found: dict[int, list[Event]] = defaultdict(list)
    for row in session.scalars(select(MeetingEvent).where(MeetingEvent.meeting_id.in_(meeting_ids))):
        found[row.meeting_id].append(Event(row.run, row.participant, row.who, row.sign, row.at, row.source))
    return found


def _never_held(session: Session, meeting_ids: Collection[int]) -> Collection[int]:
    reported = select(ParticipantFetch.meeting_id).where(
        ParticipantFetch.meeting_id.in_(meeting_ids), ParticipantFetch.never_held
    )
    return set(session.scalars(reported))
