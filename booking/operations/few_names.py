"""On which office days nearly every display name is somebody's."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from booking.bookings.rules.display_names import are_few_left
from booking.tables import CANCELLED, Booking

_MOST_COUNTED = 100


def days_with_few_names(session: Session, *, today: date) -> int:
    """How many coming days of offices that are; no timetable of today's offices comes near it."""
    names = func.count()
    counted = (
        select(names)
        .where(Booking.day >= today, Booking.status.not_in(CANCELLED))
        .group_by(Booking.office_id, Booking.day)
        .order_by(names.desc())
    )
    most = session.scalars(counted.limit(_MOST_COUNTED)).all()
    return sum(are_few_left(taken) for taken in most)
