"""Bookings that the office cancelled and whose message nobody has opened yet."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from booking.announcements.announce import seeker_inbox
from booking.bookings.reads import bookings_by_id
from booking.tables import Booking
from notifier.inbox import unread_of_kind

_KIND = "cancelled"


@dataclass(frozen=True)
class Cancellation:
    """A booking that the office cancelled, and the message that says why and what else is free."""

    booking: Booking
    message_id: int


def unread_cancellations(session: Session, *, seeker_id: int) -> Sequence[Cancellation]:
    """Those of the seeker, the latest first."""
    messages = unread_of_kind(session, seeker_inbox(seeker_id), _KIND)
    bookings = bookings_by_id(session, {message.references["booking"] for message in messages}) if messages else {}
    found = [Cancellation(bookings[message.references["booking"]], message.id) for message in messages]
    return [one for one in found if one.booking.status.cancelled_by_office]
