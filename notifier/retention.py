"""Deletes messages that have had their day, with their deliveries and what was done about those that failed."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from notifier.tables import Delivery, FailedDelivery, Message


def forget_messages(session: Session, *, made_before: datetime, most: int) -> int:
    """Delete up to `most` messages made before the moment, read or not; answer how many.

    Whoever works at the same time takes others: a row that is locked is somebody else's to delete.
    """
    old = select(Message.id).where(Message.made_at < made_before).order_by(Message.id).limit(most)
    return _forget(session, session.scalars(old.with_for_update(skip_locked=True)).all())


def forget_inbox(session: Session, recipient: str) -> int:
    """Delete every message to a recipient who is there no more; answer how many."""
    return _forget(session, session.scalars(select(Message.id).where(Message.recipient == recipient)).all())


def _forget(session: Session, ids: Sequence[int]) -> int:
    of_them = Delivery.message_id.in_(ids)
    failed = FailedDelivery.delivery_id.in_(select(Delivery.id).where(of_them))
    session.execute(delete(FailedDelivery).where(failed))
    session.execute(delete(Delivery).where(of_them))
    session.execute(delete(Message).where(Message.id.in_(ids)))
    return len(ids)
