"""Shows staff the details of a meeting; each showing is audited (design §4.14)."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from booking.accounts.keys import DataKeys
from booking.actions.auditing import record
from booking.queries.bookings import booking_at_offices
from booking.queries.meetings import MeetingDetails, meeting_of
from database.transactions import transact


def reveal_meeting(
    number: str, *, actor: str, office_ids: Collection[int], keys: DataKeys, now: datetime
) -> MeetingDetails:
    """The meeting of a booking at one of the offices, to be read out; UnknownBooking for any other."""
    return transact(lambda session: _reveal(session, number, actor, office_ids, keys, now))


def _reveal(
    session: Session, number: str, actor: str, office_ids: Collection[int], keys: DataKeys, now: datetime
) -> MeetingDetails:
    details = meeting_of(session, booking_at_offices(session, number, office_ids=office_ids), keys)
    if details.issued:
        record(session, actor=actor, act="show_passcode", object_=f"booking:{number}", now=now)
    return details
