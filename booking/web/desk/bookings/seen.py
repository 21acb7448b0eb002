"""Which bookings this sign-in has seen: the first look at one of another day is audited, not each reload."""

from flask import session

from booking.bookings.colleagues.looks import note_look
from booking.tables import Booking
from booking.web.session import now, staff
from calendars.office_time import day_of

_SEEN = "seen_bookings"
_MOST = 20  # a session cookie is small


def note_seen(found: Booking) -> None:
    """Audit the look, unless the consultation is today or was looked at just now."""
    seen = session.get(_SEEN, [])
    if found.day == day_of(now()) or found.number in seen:
        return
    note_look(found.number, actor=staff().actor, now=now())
    session[_SEEN] = [*seen, found.number][-_MOST:]
