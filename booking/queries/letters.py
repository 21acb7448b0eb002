"""What a message is rendered from: looks up the rows that it names, for the inbox and for mail."""

from typing import Any

from sqlalchemy.orm import Session

from booking.accounts.keys import DataKeys
from booking.models import Booking
from booking.policy.channels import MailCarries
from booking.policy.eligibility import ends_before
from booking.queries.meetings import meeting_of
from notifier.tables import Message


def facts_of(session: Session, message: Message, *, keys: DataKeys, base_url: str) -> dict[str, Any]:
    """The facts for the templates of the message's kind."""
    booking = session.get_one(Booking, message.references["booking"])
    seeker = booking.seeker
    return {
        "message": message,
        "booking": booking,
        "procedure": booking.procedure,
        "office": booking.office,
        "seeker": seeker,
        "details": meeting_of(session, booking, keys),
        "carries": MailCarries(booking.procedure.mail_carries[booking.channel.value]),
        "base_url": base_url,
        "my_page_url": f"{base_url}/mypage",
        "registration_ends_before": ends_before(seeker.registration_valid_until, booking.day),
        "booked_by_staff": booking.booked_by_staff_id is not None,
    }


def address_of(session: Session, message: Message) -> str | None:
    """The recipient's mail address, if there is one."""
    return session.get_one(Booking, message.references["booking"]).seeker.email
