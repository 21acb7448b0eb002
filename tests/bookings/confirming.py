"""申込み as people press it: they look at the confirmation page, then they press."""

from datetime import datetime

from booking.bookings import book
from booking.bookings.holds import hold_of, shown_of
from database.base import db


def shown_now(token: str, *, seeker_id: int) -> str:
    """What the confirmation page shows of the seeker's hold, in short."""
    db.session.rollback()
    return shown_of(hold_of(db.session(), token, seeker_id=seeker_id))


def confirm(token: str, *, seeker_id: int, now: datetime) -> str:
    """Look, and press at once."""
    return book.confirm(token, shown=shown_now(token, seeker_id=seeker_id), seeker_id=seeker_id, now=now)
