"""The day's sheet of a desk: who comes when, to whom, and whether the meeting is there; opens no secrets.

One statement reads its bookings, and one the offices with their desks; a row is a value and no object of the tables.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session

from booking.availability.offices import office_days_as_of
from booking.availability.outside_timetable import Place, why_outside
from booking.availability.procedures import OfficeVersion, known_by_code
from booking.availability.rule_values import RuleValues
from booking.availability.slots import Rules
from booking.core.channels import Channel
from booking.core.refusals import OfficeContact
from booking.tables import (
    Booking,
    BookingCounsellor,
    BookingNote,
    BookingStatus,
    Desk,
    DeskCounsellor,
    Meeting,
    MeetingState,
    Office,
    Procedure,
    Seeker,
    Staff,
)
from calendars.office_days import OfficeDays
from database.base import table_of
from database.connections import connection_of
from database.fast.prepared import Prepared
from database.one_of import one_of

_LOOKS_AHEAD_DAYS = 60
_KEPT_LINES = 1_024  # of a kilobyte: the sheets of some fifty desks that lie open and ask again and again
_ONE_DAY = timedelta(days=1)

_STATES = (
    select(Meeting.booking_id, Meeting.state)
    .where(Meeting.booking_id.in_(bindparam("booking_ids", expanding=True)))
    .order_by(Meeting.id)
)


@dataclass(frozen=True, slots=True)
class SheetDesk:
    """A desk of an office; `ends_on` is the first day without it."""

    id: int
    name: str
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class SheetOffice:
    """An office whose day it is, at one version of its days and desks."""

    id: int
    version: int
    contact: OfficeContact
    desks: Sequence[SheetDesk]


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One booking of the day, as its sheet shows it. `outside`: it stands outside the timetable.

    While nothing of it changes it is the very same object, by which what is made of it is found again.
    `counsellor` is a name, and `counsellor_id` their id, of whoever holds the consultation; empty and None: nobody yet.
    """

    id: int
    number: str
    starts_at: datetime
    ends_at: datetime
    status: BookingStatus
    channel: Channel
    display_name: str
    calendar_uid: str
    topic: str
    wishes: Sequence[str]
    seeker_id: int
    seeker: str
    seeker_number: str
    phone: str | None
    desk_id: int
    desk: str
    office: str
    procedure: str
    meeting: MeetingState
    started_at: datetime | None  # when somebody pressed to start the meeting
    counsellor_id: int | None
    counsellor: str
    notes: Sequence[str]
    rules: RuleValues  # what its procedure says on the day
    outside: bool = False

    @property
    def cancelled(self) -> bool:
        """Whether it does not take place."""
        return self.status.cancelled

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return int((self.ends_at - self.starts_at).total_seconds()) // 60


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
    places: Sequence[SheetOffice]

    @property
    def standing(self) -> Sequence[Line]:
        """Those that take place or took place, or should have."""
        return [line for line in self.lines if not line.status.cancelled]

    @property
    def cancelled(self) -> Sequence[Line]:
        """Those that were cancelled."""
        return [line for line in self.lines if line.status.cancelled]

    @property
    def counsellors(self) -> Sequence[tuple[int, str]]:
        """Who holds a consultation of the day, by name."""
        named = {line.counsellor_id: line.counsellor for line in self.lines if line.counsellor_id is not None}
        return sorted(named.items(), key=lambda one: (one[1], one[0]))

    @property
    def totals(self) -> Totals:
        """The numbers below the sheet."""
        booked = self.standing
        return Totals(
            booked=len(booked),
            cancelled=len(self.lines) - len(booked),
            without_meeting=sum(line.meeting is not MeetingState.ISSUED for line in booked),
        )


_bookings, _seekers, _desks, _procedures, _offices, _meetings = (
    table_of(model).c for model in (Booking, Seeker, Desk, Procedure, Office, Meeting)
)
_of_booking, _of_desk, _notes = (table_of(model).c for model in (BookingCounsellor, DeskCounsellor, BookingNote))
_own = table_of(Staff).alias("own")  # named for this booking alone
_sitting = table_of(Staff).alias("sitting")  # at the desk that day

# Built once, and on the tables. In the order of the fields of `Line`, but for office and code, by which its rules are
# found; who holds it comes twice.
_LINES = Prepared(
    select(
        _bookings.id,
        _bookings.number,
        _bookings.starts_at,
        _bookings.ends_at,
        _bookings.status,
        _bookings.channel,
        _bookings.display_name,
        _bookings.calendar_uid,
        _bookings.topic,
        _bookings.wishes,
        _bookings.seeker_id,
        _seekers.name,
        _seekers.seeker_number,
        _seekers.phone,
        _bookings.desk_id,
        _desks.name,
        _offices.name,
        _procedures.purpose,
        _bookings.office_id,
        _procedures.code,
        _meetings.state,
        _meetings.start_requested_at,
        _own.c.id,
        _own.c.name,
        _sitting.c.id,
        _sitting.c.name,
    )
    .select_from(table_of(Booking))
    .join(table_of(Seeker), _seekers.id == _bookings.seeker_id)
    .join(table_of(Desk), _desks.id == _bookings.desk_id)
    .join(table_of(Office), _offices.id == _bookings.office_id)
    .join(table_of(Procedure), _procedures.id == _bookings.procedure_id)
    .outerjoin(table_of(Meeting), and_(_meetings.booking_id == _bookings.id, _meetings.state != MeetingState.WITHDRAWN))
    .outerjoin(table_of(BookingCounsellor), _of_booking.booking_id == _bookings.id)
    .outerjoin(_own, _own.c.id == _of_booking.staff_id)
    .outerjoin(table_of(DeskCounsellor), and_(_of_desk.desk_id == _bookings.desk_id, _of_desk.day == _bookings.day))
    .outerjoin(_sitting, _sitting.c.id == _of_desk.staff_id)
    .where(one_of(_bookings.office_id, "office_ids"), _bookings.day == bindparam("day"))
    .order_by(_bookings.starts_at, _bookings.desk_id, _bookings.id)
)
_WISHES, _CODE = 9, 19  # their places; before the code stands the office's id
_NOTES = Prepared(
    select(_notes.booking_id, _notes.text)
    .select_from(table_of(BookingNote))
    .join(table_of(Booking), _bookings.id == _notes.booking_id)
    .where(one_of(_bookings.office_id, "office_ids"), _bookings.day == bindparam("day"))
    .order_by(_notes.id)
)
_PLACES = Prepared(
    select(
        _offices.id,
        _offices.version,
        _offices.name,
        _offices.phone,
        _offices.desk_opens,
        _offices.desk_closes,
        _offices.code,
        _desks.id,
        _desks.name,
        _desks.ends_on,
    )
    .select_from(table_of(Office))
    .outerjoin(table_of(Desk), _desks.office_id == _offices.id)
    .where(one_of(_offices.id, "office_ids"))
    .order_by(_offices.id, _desks.id)
)


def day_sheet(session: Session, day: date, *, office_ids: Collection[int]) -> DaySheet:
    """The sheet of `day` for staff of these offices."""
    places = _places(session, office_ids)
    calendars = [office_days_as_of(session, place.id, place.version) for place in places]
    closings = [calendar.closing(day) for calendar in calendars]
    return DaySheet(
        day=day,
        lines=_lines(session, day, places),
        before=_nearest(calendars, day, -_ONE_DAY),
        after=_nearest(calendars, day, _ONE_DAY),
        closing=closings[0].name if closings and all(closings) and closings[0] else "",
        places=places,
    )


def lines_of_day(session: Session, day: date, *, office_ids: Collection[int]) -> Sequence[Line]:
    """The bookings of `day` at these offices, by time and desk."""
    return _lines(session, day, _places(session, office_ids))


def meeting_states(session: Session, bookings: Sequence[Booking]) -> Mapping[int, MeetingState]:
    """The state of each booking's latest meeting, by booking id."""
    rows = session.execute(_STATES, {"booking_ids": [booking.id for booking in bookings]})
    return {row.booking_id: row.state for row in rows}  # later meetings replace earlier ones


def _places(session: Session, office_ids: Collection[int]) -> Sequence[SheetOffice]:
    rows = _PLACES.rows(connection_of(session), {"office_ids": office_ids})
    return [
        SheetOffice(
            office[0],
            office[1],
            OfficeContact(*office[2:7]),
            tuple(SheetDesk(row[7], row[8], row[9]) for row in of_office if row[7] is not None),
        )
        for office, of_office in ((found[0], found) for found in _by_first(rows))
    ]


def _lines(session: Session, day: date, places: Sequence[SheetOffice]) -> Sequence[Line]:
    if not places:
        return ()
    connection, given = connection_of(session), {"office_ids": [place.id for place in places], "day": day}
    notes: dict[int, tuple[str, ...]] = {}
    for booking_id, text in _NOTES.rows(connection, given):
        notes[booking_id] = (*notes.get(booking_id, ()), text)
    versions = {place.id: OfficeVersion(place.id, place.version) for place in places}
    lines = []
    for row in _LINES.rows(connection, given):
        before, wishes, after = row[:_WISHES], tuple(row[_WISHES]), row[_WISHES + 1 :]
        rules = known_by_code(session, row[_CODE], versions[row[_CODE - 1]]).rules
        lines.append(_line((*before, wishes, *after), notes.get(row[0], ()), rules, day))
    return lines


@lru_cache(_KEPT_LINES)
def _line(row: tuple[Any, ...], notes: tuple[str, ...], rules: Rules, day: date) -> Line:
    *facts, _office_id, _code, state, started_at, own_id, own, sitting_id, sitting = row
    meeting = state or MeetingState.WITHDRAWN
    counsellor = own_id or sitting_id, own or sitting or ""
    values = (*facts, meeting, started_at, *counsellor, notes, rules.on(day))
    line = Line(*values)
    outside = line.status.open and why_outside(rules, Place(line.starts_at, line.minutes, line.desk_id))
    return replace(line, outside=True) if outside else line


def _nearest(calendars: Sequence[OfficeDays], day: date, step: timedelta) -> date | None:
    days = (day + n * step for n in range(1, _LOOKS_AHEAD_DAYS))
    return next((one for one in days if any(calendar.closing(one) is None for calendar in calendars)), None)


def _by_first(rows: Iterable[Sequence[Any]]) -> Sequence[Sequence[Sequence[Any]]]:
    """The rows by their first value, by which they are sorted."""
    return [list(found) for _, found in groupby(rows, itemgetter(0))]
