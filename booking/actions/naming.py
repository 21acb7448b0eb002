"""Gives a new booking its number and its display name, both random and both unique."""

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.models import Booking
from booking.policy.booking_numbers import new_booking_number
from booking.policy.display_names import candidates

_NOT_AGAIN_WITHIN = timedelta(days=90)


class NoDisplayNameLeft(Exception):
    """Every display name of the office and day is taken: 2,156 bookings on one day."""


def give_number(session: Session) -> str:
    """A booking number that no booking has."""
    while True:
        number = new_booking_number()
        if session.scalar(select(Booking.id).where(Booking.number == number)) is None:
            return number


def give_display_name(session: Session, office_id: int, day: date, seeker_id: int, *, now: datetime) -> tuple[str, str]:
    """A (word, name) that nobody has at the office on `day` and that the seeker had not in the last 90 days."""
    taken = session.scalars(select(Booking.display_name).where(Booking.office_id == office_id, Booking.day == day))
    recent = session.scalars(
        select(Booking.display_name).where(Booking.seeker_id == seeker_id, Booking.starts_at > now - _NOT_AGAIN_WITHIN)
    )
    found = next(candidates(taken_today=set(taken), own_recent=set(recent)), None)
    if found is None:
        raise NoDisplayNameLeft
    return found
