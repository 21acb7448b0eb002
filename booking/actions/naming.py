"""Gives a new booking its number and its display name, both random and both unique."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import Session

from booking.errors import NoDisplayNameLeft, OfficeContact
from booking.models import Booking, Office
from booking.policy.booking_numbers import new_booking_number
from booking.policy.display_names import candidates
from booking.queries.offices import contact_of
from database.base import table_of
from database.connections import connection_of
from database.prepared import Prepared, Row

_NOT_AGAIN_WITHIN = timedelta(days=90)

# On the table, for a statement that is built once. The names of the day, and the seeker's own of late.
_bookings = table_of(Booking).c
_OF_THE_DAY = and_(_bookings.office_id == bindparam("office_id"), _bookings.day == bindparam("day"))
_RECENT = and_(_bookings.seeker_id == bindparam("seeker_id"), _bookings.starts_at > bindparam("not_again_since"))
NAMES = select(_bookings.display_name, _OF_THE_DAY).where(or_(_OF_THE_DAY, _RECENT))
_NAMES = Prepared(NAMES)


def give_number() -> str:
    """A random booking number; whether another booking has it, its UNIQUE constraint says, and `transact` draws again.

    Even beside 1.5 million bookings that is one in sixty; to look first would cost every booking a statement.
    """
    return new_booking_number()


def give_display_name(session: Session, office: Office, day: date, seeker_id: int, *, now: datetime) -> tuple[str, str]:
    """A (word, name) that nobody has at the office on `day` and that the seeker had not in the last 90 days.

    Raises:
        NoDisplayNameLeft: every one is somebody's.
    """
    rows = _NAMES.rows(connection_of(session), asked_names(office.id, day, seeker_id, now=now))
    return draw_display_name(rows, day, contact_of(office))


def asked_names(office_id: int, day: date, seeker_id: int, *, now: datetime) -> Mapping[str, Any]:
    """The parameters of NAMES."""
    return {"office_id": office_id, "day": day, "seeker_id": seeker_id, "not_again_since": now - _NOT_AGAIN_WITHIN}


def draw_display_name(rows: Sequence[Row], day: date, office: OfficeContact) -> tuple[str, str]:
    """A (word, name) for `day` that is none of those that NAMES found; raises NoDisplayNameLeft."""
    names = candidates(
        taken_today={name for name, today in rows if today},
        own_recent={name for name, today in rows if not today},
    )
    found = next(names, None)
    if found is None:
        raise NoDisplayNameLeft(office, day)
    return found
