"""A seeker's standing towards a procedure: what the rule of who may book asks about."""

from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from booking.models import Booking, BookingStatus, Procedure, Seeker
from booking.policy.eligibility import Standing
from calendars.office_time import in_office_time

# Built once: every booking asks it.
_OPEN_BOOKINGS = (
    select(Booking.number, Booking.starts_at)
    .where(
        Booking.seeker_id == bindparam("seeker_id"),
        Booking.procedure_id == bindparam("procedure_id"),
        Booking.status == BookingStatus.BOOKED,
        Booking.ends_at > bindparam("now"),
    )
    .order_by(Booking.starts_at)
)


def standing_of(session: Session, seeker: Seeker, procedure: Procedure, *, now: datetime) -> Standing:
    """My-page, registration and open bookings (booked and not yet ended) of the procedure."""
    asked = {"seeker_id": seeker.id, "procedure_id": procedure.id, "now": now}
    bookings = session.execute(_OPEN_BOOKINGS, asked).all()
    return Standing(
        seeker.my_page_opened,
        seeker.registration_valid_until,
        tuple(number for number, _ in bookings),
        tuple(in_office_time(starts_at) for _, starts_at in bookings),
    )
