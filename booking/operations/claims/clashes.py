"""Bookings that want the same time, as the mending of claims noted them."""

from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, aliased

from booking.availability.ticks import TICK
from booking.tables import Booking, BookingStatus, ClaimClash


def clashes(session: Session, *, now: datetime) -> int:
    """How many pairs still want the same time: both stand, are not over, and neither was moved away."""
    one, other = aliased(Booking), aliased(Booking)
    query = select(one, other).select_from(ClaimClash)
    for id_, booking in ((ClaimClash.booking_id, one), (ClaimClash.other_id, other)):
        stands = and_(booking.id == id_, booking.status == BookingStatus.BOOKED, booking.ends_at > now)
        query = query.join(booking, stands)
    return sum(_meet(*pair) for pair in session.execute(query))


def _meet(one: Booking, other: Booking) -> bool:
    """Whether the two are at the same time, the rest of their desk included."""
    same = one.desk_id == other.desk_id or one.seeker_id == other.seeker_id
    return same and one.starts_at < other.ends_at + TICK and other.starts_at < one.ends_at + TICK
