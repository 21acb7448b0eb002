"""How many letters one recipient gets on a channel within a day: whatever happens, nobody's postbox is flooded.

The inbox always has the message. A letter too many is dropped with a note: no failure that somebody must see to.
"""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from notifier.tables import Delivery, DeliveryState, Message

A_DAY = 30
URGENT_A_DAY = 60  # urgent and other letters together: there is still room for urgent ones when the others are used up
TOO_MANY = "too many letters within a day"


def is_one_too_many(session: Session, delivery_id: int, *, urgent: bool, now: datetime) -> bool:
    """Whether the recipient of this delivery has had as many within 24 hours of `now` (the office's clock)."""
    own = select(Message.recipient, Delivery.channel).join(Delivery).where(Delivery.id == delivery_id).subquery()
    sent = (
        select(func.count())
        .select_from(own)
        .join(Message, Message.recipient == own.c.recipient)
        .join(Delivery, (Delivery.message_id == Message.id) & (Delivery.channel == own.c.channel))
        # What a clock that was ahead sent later than now counts for no day: nobody is to go without mail until then.
        .where(
            Delivery.state == DeliveryState.SENT, Delivery.sent_at > now - timedelta(days=1), Delivery.sent_at <= now
        )
    )
    return (session.scalar(sent) or 0) >= (URGENT_A_DAY if urgent else A_DAY)
