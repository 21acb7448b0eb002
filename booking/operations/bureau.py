"""How things stand at several offices, one line an office: what each number counts is the list to which it leads."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.sql.elements import ColumnElement

from booking.attendance.absences import HOW_MANY_UNMARKED, days_of_unmarked
from booking.attendance.webhooks.silent_starts import silent_starts
from booking.availability.ends import has_ended
from booking.availability.free_places import free_places
from booking.availability.offices import office_days_as_of
from booking.meetings.troubles import meeting_troubles
from booking.messages.failed_deliveries.open import HOW_MANY_FAILED
from booking.messages.failed_deliveries.rows import RESPONSIBLE_OFFICE
from booking.office_changes.calls import HOW_MANY_TO_CALL
from booking.offices.staff_offices import offices_of_staff
from booking.tables import Booking, BookingStatus, Office, OfficeChange
from calendars.office_time import day_of
from database.connections import connection_of

LOOKS_AHEAD = timedelta(days=14)

_STANDING = [status for status in BookingStatus if not status.cancelled]


def _by_office(count: Select[int], office: InstrumentedAttribute[int] | ColumnElement[int]) -> Select[int, int]:
    return count.with_only_columns(office, *count.selected_columns).group_by(office)


# Built once; each answers for all offices.
_TODAY = _by_office(
    select(func.count(Booking.id)).where(
        Booking.office_id.in_(bindparam("office_ids", expanding=True)),
        Booking.day == bindparam("today"),
        Booking.status.in_(_STANDING),
    ),
    Booking.office_id,
)
_UNMARKED = _by_office(HOW_MANY_UNMARKED, Booking.office_id)
_TO_CALL = _by_office(HOW_MANY_TO_CALL, OfficeChange.office_id)
_UNDELIVERED = _by_office(HOW_MANY_FAILED, RESPONSIBLE_OFFICE)


@dataclass(frozen=True)
class OfficeLine:
    """One office: how much there is of each kind, and why it is closed today (empty: it is open)."""

    office: Office
    closed: str
    has_ended: bool
    today: int  # consultations that stand
    places: int  # still free in the next two weeks, today included
    troubles: int  # of meetings, as far as they are about one consultation or host
    undelivered: int
    unmarked: int
    to_call: int


def bureau(
    session: Session, *, office_ids: Collection[int], webhooks_from: str | None, now: datetime
) -> Sequence[OfficeLine]:
    """The offices in the order in which they came in; `webhooks_from` is the provider that should tell of starts."""
    today = day_of(now)
    given = {"office_ids": list(office_ids), "now": now, **days_of_unmarked(today)}
    counts = [_counts(session, each, given) for each in (_TODAY, _UNDELIVERED, _UNMARKED, _TO_CALL)]
    last = today + LOOKS_AHEAD - timedelta(days=1)
    places = free_places(session, office_ids=office_ids, first=today, last=last, now=now)
    troubles = _troubles(session, office_ids, webhooks_from, now)
    offices = offices_of_staff(session, office_ids=office_ids)
    return [_line(session, office, today, places, troubles, counts) for office in offices]


def _counts(session: Session, by_office: Select[int, int], given: Mapping[str, Any]) -> Mapping[int, int]:
    rows = connection_of(session).execute(by_office, given)
    return {row[0]: row[1] for row in rows}


def _line(
    session: Session,
    office: Office,
    today: date,
    places: Mapping[int, int],
    troubles: Mapping[int, int],
    counts: Sequence[Mapping[int, int]],
) -> OfficeLine:
    closing = office_days_as_of(session, office.id, office.version).closing(today)
    of_today, undelivered, unmarked, to_call = (count.get(office.id, 0) for count in counts)
    return OfficeLine(
        office,
        closing.name if closing else "",
        has_ended(office.ends_on, on=today),
        today=of_today,
        places=places.get(office.id, 0),
        troubles=troubles.get(office.id, 0),
        undelivered=undelivered,
        unmarked=unmarked,
        to_call=to_call,
    )


def _troubles(
    session: Session, office_ids: Collection[int], webhooks_from: str | None, now: datetime
) -> Mapping[int, int]:
    found = meeting_troubles(session, now=now, office_ids=office_ids)
    silent = silent_starts(session, provider=webhooks_from, now=now, office_ids=office_ids) if webhooks_from else []
    bookings = [
        *(missing.booking for missing in found.missing),
        *(meeting.booking for meeting in (*found.drifted, *found.unseen, *silent)),
        *found.captured,
    ]
    return Counter([*(booking.office_id for booking in bookings), *(one.desk.office_id for one in found.strange)])
