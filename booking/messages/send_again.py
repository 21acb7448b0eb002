"""A seeker asks for the mail of a booking once more: it did not arrive, or was lost (rules.md#mail)."""

from datetime import datetime
from enum import Enum, auto

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from booking.announcements.announce import about_booking, seeker_inbox
from booking.announcements.channels import deliveries_to
from booking.announcements.kinds import KINDS
from booking.availability.locks import lock_seeker
from booking.bookings.reads import booking_of_seeker
from booking.tables import Booking
from database.transactions import transact
from notifier.outbox import post
from notifier.tables import Delivery, DeliveryState, Message

MOST = 3  # of one booking at one time: who needs more has a mailbox that takes none, and calls

# What says when and how to join; a reminder says less, and comes at its hour.
_TELLS_ALL = [code for code, kind in KINDS.items() if kind.leads_there and not kind.lapses]


class SentAgain(Enum):
    """What came of it."""

    ON_ITS_WAY = auto()
    STILL_TO_COME = auto()  # the first one has not gone out yet
    TOO_OFTEN = auto()
    NOTHING_TO_SEND = auto()  # the consultation is over or cancelled, or nobody to write to


def send_again(number: str, *, seeker_id: int, now: datetime) -> SentAgain:
    """Post the booking's last news once more, to whatever address is on record now.

    Raises:
        UnknownBooking: it is not theirs.
    """
    return transact(lambda session: _send_again(session, number, seeker_id, now))


def _send_again(session: Session, number: str, seeker_id: int, now: datetime) -> SentAgain:
    seeker = lock_seeker(session, seeker_id)  # two presses at once are two
    booking = booking_of_seeker(session, number, seeker_id=seeker_id)
    news = _last_news(session, booking)
    if news is None or not seeker.email or not booking.status.open or booking.ends_at <= now:
        return SentAgain.NOTHING_TO_SEND
    if _is_waiting(session, news):
        return SentAgain.STILL_TO_COME
    fact = f"again:{about_booking(booking)}:{booking.sequence}:"
    count = session.scalar(select(func.count(Message.id)).where(Message.fact.startswith(fact))) or 0
    if count >= MOST:
        return SentAgain.TOO_OFTEN
    post(
        session,
        recipient=news.recipient,
        kind=news.kind,
        fact=f"{fact}{count + 1}",
        about=news.about,
        references=news.references,
        deliveries=deliveries_to(session, seeker_id, news.kind, due_at=now),
        useful_until=booking.ends_at,
        now=now,
    )
    return SentAgain.ON_ITS_WAY


def _last_news(session: Session, booking: Booking) -> Message | None:
    news = select(Message).where(
        Message.recipient == seeker_inbox(booking.seeker_id),
        Message.about == about_booking(booking),
        Message.kind.in_(_TELLS_ALL),
    )
    return session.scalar(news.order_by(Message.id.desc()).limit(1))


def _is_waiting(session: Session, news: Message) -> bool:
    waiting = select(Delivery.id).where(Delivery.message_id == news.id, Delivery.state == DeliveryState.WAITING)
    return session.scalar(waiting.limit(1)) is not None
