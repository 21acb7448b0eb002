"""The desk: where staff see the day's sheet and take bookings on the phone or at the counter."""

from booking.web.desk import bookings, home, new_booking, seekers, sign_in, slots
from booking.web.desk.door import blueprint

__all__ = ["blueprint", "bookings", "home", "new_booking", "seekers", "sign_in", "slots"]
