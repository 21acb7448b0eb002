"""The messages of a seeker, as far as staff of some offices may read them."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, selectinload

from booking.announcements.announce import about_booking, seeker_inbox
from booking.messages.failed_deliveries.rows import OFFICE_OF_SUBJECT, with_subject
from booking.tables import Booking
from notifier.tables import Message


def messages_here(seeker_id: int, office_ids: Collection[int]) -> Select[Any]:
    """The messages to the seeker that are about the person, or about what one of these offices did."""
    office = or_(OFFICE_OF_SUBJECT.is_(None), OFFICE_OF_SUBJECT.in_(office_ids))
    query = with_subject(select(Message).select_from(Message))
    return query.where(Message.recipient == seeker_inbox(seeker_id), office).options(selectinload(Message.deliveries))


def messages_about(booking: Booking) -> Select[Any]:
    """The messages to the seeker about the booking."""
    mine = Message.recipient == seeker_inbox(booking.seeker_id), Message.about == about_booking(booking)
    return select(Message).where(*mine).options(selectinload(Message.deliveries))


def message_among(session: Session, among: Select[Any], message_id: int) -> Message | None:
    """One of these messages; None for any other."""
    found: Message | None = session.scalar(among.where(Message.id == message_id))
    return found


def newest(session: Session, messages: Select[Any], most: int) -> Sequence[Message]:
    """Up to `most` of them, the latest first."""
    return session.scalars(messages.order_by(Message.made_at.desc(), Message.id.desc()).limit(most)).all()
