"""A seeker's standing towards a procedure: what the rule of who may book asks about."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.models import Booking, BookingStatus, Procedure, Seeker
from booking.policy.eligibility import Standing


def standing_of(session: Session, seeker: Seeker, procedure: Procedure, *, now: datetime) -> Standing:
    """My-page, registration and open bookings (booked and not yet ended) of the procedure."""
    numbers = session.scalars(
        select(Booking.number)
        .where(
            Booking.seeker_id == seeker.id,
            Booking.procedure_id == procedure.id,
            Booking.status == BookingStatus.BOOKED,
            Booking.ends_at > now,
        )
        .order_by(Booking.starts_at)
    )
    return Standing(seeker.my_page_opened, seeker.registration_valid_until, tuple(numbers))
