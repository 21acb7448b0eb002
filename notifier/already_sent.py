"""Which messages have already left by a channel, so that later news can be told again instead of brought forward."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from database.afresh import read_afresh
from notifier.tables import Delivery, DeliveryState, Message


def already_sent(session: Session, *, recipient: str, about: str, channel: str) -> Sequence[Message]:
    """The messages about something that were sent, or are being sent at this very moment with what was true before.

    Locks their deliveries: until the transaction ends, no worker begins to send one of them.
    """
    of_channel = (
        select(Delivery)
        .join(Message)
        .where(Message.recipient == recipient, Message.about == about, Delivery.channel == channel)
        .order_by(Delivery.id)
        .with_for_update(of=Delivery)
    )
    locked = read_afresh(session, of_channel).all()
    left = [one.id for one in locked if one.state is DeliveryState.SENT or one.lease is not None]
    return session.scalars(select(Message).join(Delivery).where(Delivery.id.in_(left))).all()
