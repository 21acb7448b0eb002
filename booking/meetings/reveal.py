"""Shows staff the details of a meeting; each showing is audited (rules.md#details-shown)."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from booking.audit.record import record, token_fact
from booking.bookings.reads import booking_at_offices
from booking.core.keys import DataKeys
from booking.meetings.reads import MeetingDetails, meeting_of
from database.transactions import transact


def reveal_meeting(
    number: str,
    *,
    actor: str,
    office_ids: Collection[int],
    token_id: int | None = None,
    keys: DataKeys,
    now: datetime,
) -> MeetingDetails:
    """The meeting of a booking at one of the offices, to be read out; UnknownBooking for any other."""

    def reveal(session: Session) -> MeetingDetails:
        details = meeting_of(session, booking_at_offices(session, number, office_ids=office_ids), keys)
        if details.issued:
            shown = f"booking:{number}"
            record(session, actor=actor, act="show_passcode", object_=shown, now=now, **token_fact(token_id))
        return details

    return transact(reveal)
