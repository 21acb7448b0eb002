"""The day's sheet of a desk: who comes when, and whether the meeting is there; opens no secrets."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from booking.availability.offices import office_days_of
from booking.availability.placed_outside import outside_timetable
from booking.bookings.reads import day_of_offices
from booking.tables import Booking, Meeting, MeetingState

_LOOKS_AHEAD_DAYS = 60
_ONE_DAY = timedelta(days=1)

_STATES = (
    select(Meeting.booking_id, Meeting.state)
    .where(Meeting.booking_id.in_(bindparam("booking_ids", expanding=True)))
    .order_by(Meeting.id)
)


@dataclass(frozen=True)
class Line:
    """One booking of the day, the state of its present meeting, and whether it stands outside the timetable."""

    booking: Booking
    meeting: MeetingState
    outside: bool


@dataclass(frozen=True)
class Totals:
    """How many bookings of the day stand, were cancelled, and stand without an issued meeting."""

    booked: int
    cancelled: int
    without_meeting: int


@dataclass(frozen=True)
class DaySheet:
    """A day (office time) at one or more offices; `before` and `after` are the nearest days with one open."""

    day: date
    lines: Sequence[Line]
    before: date | None
    after: date | None
    closing: str  # why all the offices are closed on the day; empty when one is open

    @property
    def totals(self) -> Totals:
        """The numbers below the sheet."""
        booked = [line for line in self.lines if not line.booking.status.cancelled]
        return Totals(
            booked=len(booked),
            cancelled=len(self.lines) - len(booked),
            without_meeting=sum(line.meeting is not MeetingState.ISSUED for line in booked),
        )


def day_sheet(session: Session, day: date, *, office_ids: Collection[int]) -> DaySheet:
    """The sheet of `day` for staff of these offices."""
    bookings = day_of_offices(session, office_ids=office_ids, day=day)
    states = meeting_states(session, bookings)
    outside = outside_timetable(session, bookings)
    calendars = [office_days_of(session, office_id) for office_id in sorted(office_ids)]
    closings = [calendar.closing(day) for calendar in calendars]

    def nearest(step: timedelta) -> date | None:
        days = (day + n * step for n in range(1, _LOOKS_AHEAD_DAYS))
        return next((one for one in days if any(calendar.closing(one) is None for calendar in calendars)), None)

    return DaySheet(
        day=day,
        lines=[Line(booking, states[booking.id], booking.id in outside) for booking in bookings],
        before=nearest(-_ONE_DAY),
        after=nearest(_ONE_DAY),
        closing=closings[0].name if closings and all(closings) and closings[0] else "",
    )


def meeting_states(session: Session, bookings: Sequence[Booking]) -> Mapping[int, MeetingState]:
    """The state of each booking's latest meeting, by booking id."""
    rows = session.execute(_STATES, {"booking_ids": [booking.id for booking in bookings]})
    return {row.booking_id: row.state for row in rows}  # later meetings replace earlier ones
