"""Which messages have already left, so that later news is sent again instead of brought forward."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from database.afresh import read_afresh
from notifier.tables import Delivery, DeliveryState, Message


def already_sent(session: Session, *, recipient: str, about: str) -> Sequence[Message]:
    """The messages about something that were sent on any channel, or are being sent at this very moment as they were.

    Locks their deliveries: until the transaction ends, no worker begins to send one of them.
    """
    of_it = (
        select(Delivery)
        .join(Message)
        .where(Message.recipient == recipient, Message.about == about)
        .order_by(Delivery.id)
        .with_for_update(of=Delivery)
    )
    locked = read_afresh(session, of_it).all()
    left = [one.message_id for one in locked if one.state is DeliveryState.SENT or one.lease is not None]
    return session.scalars(select(Message).where(Message.id.in_(left))).all()
