"""The day's sheet of a desk: who comes when, to whom, and whether the meeting is there; opens no secrets.

One statement reads its bookings, their notes and the versions of the offices, by which all else is known; a row is a
value and no object of the tables.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Text, and_, bindparam, cast, select
from sqlalchemy.orm import Session

from booking.availability.offices import office_days_as_of
from booking.availability.outside_timetable import Place, why_outside
from booking.availability.procedures import known_of
from booking.availability.rule_values import RuleValues
from booking.availability.slots import Rules
from booking.bookings.sheet_offices import SheetOffice, sheet_office
from booking.core.channels import Channel
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
from database.fast.prepared import Prepared, Row
from database.one_of import one_of

_LOOKS_AHEAD_DAYS = 60
_KEPT_LINES = 1_024  # of a kilobyte: the sheets of some fifty desks that lie open and ask again and again
_KEPT_SHEETS = 64
_ONE_DAY = timedelta(days=1)

_STATES = (
    select(Meeting.booking_id, Meeting.state)
    .where(Meeting.booking_id.in_(bindparam("booking_ids", expanding=True)))
    .order_by(Meeting.id)
)


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
    wishes: Sequence[str]
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
        return _totals(tuple(self.lines))


_offices, _bookings, _seekers, _desks, _procedures, _meetings = (
    table_of(model).c for model in (Office, Booking, Seeker, Desk, Procedure, Meeting)
)
_of_booking, _of_desk, _notes = (table_of(model).c for model in (BookingCounsellor, DeskCounsellor, BookingNote))
_own = table_of(Staff).alias("own")  # named for this booking alone
_sitting = table_of(Staff).alias("sitting")  # at the desk that day

# Built once, and on the tables. A row for each booking, or for each of its notes, which come last. Between the office's
# version and the procedure's code it is the fields of `Line` in their order; who holds it comes twice. Beginning with
# the offices would give those without a booking, too, but PostgreSQL planned that anew each time: 2 ms.
_LINES = Prepared(
    select(
        _offices.id,
        _offices.version,
        _bookings.id,
        _bookings.number,
        _bookings.starts_at,
        _bookings.ends_at,
        _bookings.status,
        _bookings.channel,
        _bookings.display_name,
        _bookings.calendar_uid,
        _bookings.topic,
        _bookings.seeker_id,
        _seekers.name,
        _seekers.seeker_number,
        _seekers.phone,
        _bookings.desk_id,
        _desks.name,
        _offices.name,
        _procedures.purpose,
        _procedures.code,
        _meetings.state,
        _meetings.start_requested_at,
        _own.c.id,
        _own.c.name,
        _sitting.c.id,
        _sitting.c.name,
        cast(_bookings.wishes, Text),  # JSON, read once for each line that is kept
        _notes.text,
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
    .outerjoin(table_of(BookingNote), _notes.booking_id == _bookings.id)
    .where(one_of(_bookings.office_id, "office_ids"), _bookings.day == bindparam("day"))
    .order_by(_bookings.starts_at, _bookings.desk_id, _bookings.id, _notes.id)
)
_OFFICE, _CODE = slice(2), 19  # their places
_BOOKING = itemgetter(2)
_VERSIONS = Prepared(select(_offices.id, _offices.version).where(one_of(_offices.id, "office_ids")))


def day_sheet(session: Session, day: date, *, office_ids: Collection[int]) -> DaySheet:
    """The sheet of `day` for staff of these offices."""
    rows = _LINES.rows(connection_of(session), {"office_ids": office_ids, "day": day})
    versions = _versions(session, office_ids, rows)
    calendars = [office_days_as_of(session, *version) for version in versions]
    closings = [calendar.closing(day) for calendar in calendars]
    return DaySheet(
        day=day,
        lines=_lines(session, day, rows),
        before=_nearest(calendars, day, -_ONE_DAY),
        after=_nearest(calendars, day, _ONE_DAY),
        closing=closings[0].name if closings and all(closings) and closings[0] else "",
        places=[sheet_office(session, *version) for version in versions],
    )


def meeting_states(session: Session, bookings: Sequence[Booking]) -> Mapping[int, MeetingState]:
    """The state of each booking's latest meeting, by booking id."""
    rows = session.execute(_STATES, {"booking_ids": [booking.id for booking in bookings]})
    return {row.booking_id: row.state for row in rows}  # later meetings replace earlier ones


def _versions(session: Session, office_ids: Collection[int], rows: Iterable[Row]) -> Sequence[tuple[int, int]]:
    """The ids of the offices, which are sorted, with their versions, as their bookings say them."""
    found: dict[int, int] = dict(row[_OFFICE] for row in rows)
    if without := [office_id for office_id in office_ids if office_id not in found]:
        found.update(_VERSIONS.rows(connection_of(session), {"office_ids": without}))
    return sorted(found.items())


def _lines(session: Session, day: date, rows: Iterable[Row]) -> Sequence[Line]:
    rules: dict[tuple[str, int], Rules] = {}
    lines = []
    for _id, of_booking in groupby(rows, _BOOKING):
        row, *others = of_booking
        office_id, version, *_ = row
        procedure = row[_CODE], office_id
        if procedure not in rules:
            rules[procedure] = known_of(session, *procedure, version).rules
        notes = tuple(one[-1] for one in (row, *others) if one[-1] is not None)
        lines.append(_line(row[:-1], notes, rules[procedure], day))
    return lines


@lru_cache(_KEPT_LINES)
def _line(row: Row, notes: tuple[str, ...], rules: Rules, day: date) -> Line:
    _office_id, _version, *facts, _code, state, started_at, own_id, own, sitting_id, sitting, wishes = row
    meeting = state or MeetingState.WITHDRAWN
    counsellor = own_id or sitting_id, own or sitting or ""
    values = (*facts, meeting, started_at, *counsellor, tuple(json.loads(wishes)), notes, rules.on(day))
    line = Line(*values)
    outside = line.status.open and why_outside(rules, Place(line.starts_at, line.minutes, line.desk_id))
    return replace(line, outside=True) if outside else line


@lru_cache(_KEPT_SHEETS)
def _totals(lines: Collection[Line]) -> Totals:
    booked = [line for line in lines if not line.cancelled]
    return Totals(
        booked=len(booked),
        cancelled=len(lines) - len(booked),
        without_meeting=sum(line.meeting is not MeetingState.ISSUED for line in booked),
    )


def _nearest(calendars: Sequence[OfficeDays], day: date, step: timedelta) -> date | None:
    days = (day + n * step for n in range(1, _LOOKS_AHEAD_DAYS))
    return next((one for one in days if any(calendar.closing(one) is None for calendar in calendars)), None)
