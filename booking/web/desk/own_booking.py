"""What the desk's pages for cancelling and moving share: the office's own booking, and whether it can still change."""

from booking.bookings.reads import booking_at_offices
from booking.tables import Booking, BookingStatus
from booking.web.session import now, staff
from database.base import db


def own_booking(number: str) -> Booking:
    """A booking at one of the offices of whoever is signed in; any other is unknown (UnknownBooking)."""
    return booking_at_offices(db.session(), number, office_ids=staff().office_ids)


def still_open(booking: Booking) -> bool:
    """Whether it is booked and has not ended: until then news that came before the start can be written down."""
    return booking.status is BookingStatus.BOOKED and now() < booking.ends_at


def may_move(booking: Booking) -> bool:
    """Whether it is booked and has not begun."""
    return booking.status is BookingStatus.BOOKED and now() < booking.starts_at
