"""Gives a new booking its number and its display name, both random and both unique."""

from datetime import date, datetime, timedelta

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import Session

from booking.models import Booking
from booking.policy.booking_numbers import new_booking_number
from booking.policy.display_names import candidates
from database.base import table_of
from database.prepared import Prepared

_NOT_AGAIN_WITHIN = timedelta(days=90)

# Built once, and on the table: every booking asks it. The names of the day, and the seeker's own of late.
_bookings = table_of(Booking).c
_OF_THE_DAY = and_(_bookings.office_id == bindparam("office_id"), _bookings.day == bindparam("day"))
_RECENT = and_(_bookings.seeker_id == bindparam("seeker_id"), _bookings.starts_at > bindparam("since"))
_NAMES = Prepared(select(_bookings.display_name, _OF_THE_DAY).where(or_(_OF_THE_DAY, _RECENT)))


class NoDisplayNameLeft(Exception):
    """Every display name of the office and day is taken: 2,156 bookings on one day."""


def give_number() -> str:
    """A random booking number; whether another booking has it, its UNIQUE constraint says, and `transact` draws again.

    Even beside 1.5 million bookings that is one in sixty; to look first would cost every booking a statement.
    """
    return new_booking_number()


def give_display_name(session: Session, office_id: int, day: date, seeker_id: int, *, now: datetime) -> tuple[str, str]:
    """A (word, name) that nobody has at the office on `day` and that the seeker had not in the last 90 days."""
    asked = {"office_id": office_id, "day": day, "seeker_id": seeker_id, "since": now - _NOT_AGAIN_WITHIN}
    rows = _NAMES.rows(session.connection(), asked)
    names = candidates(
        taken_today={name for name, today in rows if today},
        own_recent={name for name, today in rows if not today},
    )
    found = next(names, None)
    if found is None:
        raise NoDisplayNameLeft
    return found
