"""The desk: where staff see the day's sheet and take bookings, and managers change days, times and desks."""

from booking.web.desk import (
    absence_rules,
    attendance,
    bookings,
    cancelling,
    closing_days,
    home,
    meetings,
    moving,
    new_booking,
    office_desks,
    offices,
    seekers,
    sign_in,
    slots,
    suspensions,
    timetables,
    tokens,
)
from booking.web.desk.door import blueprint

__all__ = [
    "absence_rules",
    "attendance",
    "blueprint",
    "bookings",
    "cancelling",
    "closing_days",
    "home",
    "meetings",
    "moving",
    "new_booking",
    "office_desks",
    "offices",
    "seekers",
    "sign_in",
    "slots",
    "suspensions",
    "timetables",
    "tokens",
]
