"""What the pages for cancelling and moving share: whether a booking can still be changed by its seeker."""

from booking.tables import Booking, BookingStatus
from booking.web.session import now


def may_change(booking: Booking) -> bool:
    """Whether it is booked and has not begun (rules.md#cancelling)."""
    return booking.status is BookingStatus.BOOKED and now() < booking.starts_at
