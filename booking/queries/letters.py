"""What a message is rendered from: looks up the rows that it names, for the inbox and for mail."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from booking.accounts.keys import DataKeys
from booking.models import Booking
from booking.policy.channels import MailCarries
from booking.policy.eligibility import ends_before
from booking.queries.bookings import bookings_by_id
from booking.queries.meetings import meeting_of
from notifier.tables import Message


def facts_of(session: Session, message: Message, *, keys: DataKeys, base_url: str) -> dict[str, Any]:
    """The facts for the texts of one message; opens its meeting."""
    booking = _bookings_of(session, [message])[message.id]
    seeker = booking.seeker
    return {
        **_facts_of_subject(message, booking),
        "seeker": seeker,
        "details": meeting_of(session, booking, keys),
        "carries": MailCarries(booking.procedure.mail_carries[booking.channel.value]),
        "base_url": base_url,
        "my_page_url": f"{base_url}/mypage",
        "registration_ends_before": ends_before(seeker.registration_valid_until, booking.day),
        "booked_by_staff": booking.booked_by_staff_id is not None,
    }


def facts_of_subjects(session: Session, messages: Sequence[Message]) -> Mapping[int, dict[str, Any]]:
    """The facts for the subjects of a list, by message id: loaded together, and no meeting is opened."""
    bookings = _bookings_of(session, messages)
    return {message.id: _facts_of_subject(message, bookings[message.id]) for message in messages}


def address_of(session: Session, message: Message) -> str | None:
    """The recipient's mail address, if there is one."""
    return _bookings_of(session, [message])[message.id].seeker.email


def _bookings_of(session: Session, messages: Sequence[Message]) -> Mapping[int, Booking]:
    """The booking that each message is about, by message id."""
    bookings = bookings_by_id(session, {message.references["booking"] for message in messages})
    return {message.id: bookings[message.references["booking"]] for message in messages}


def _facts_of_subject(message: Message, booking: Booking) -> dict[str, Any]:
    return {"message": message, "booking": booking, "procedure": booking.procedure, "office": booking.office}
