"""Notes that a member of staff looked at a booking whose day is not today's: nobody has to, who holds the day."""

from datetime import datetime

from booking.audit.record import record
from database.transactions import transact


def note_look(number: str, *, actor: str, now: datetime) -> None:
    """Record that `actor` saw the booking's page: name, number and what the consultation is about."""
    transact(lambda session: record(session, actor=actor, act="see_booking", object_=f"booking:{number}", now=now))
