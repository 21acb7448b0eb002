"""Reads an inbox: the messages of one recipient, newest first."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from notifier.tables import Message


def messages_of(session: Session, recipient: str, *, most: int, before: int | None = None) -> Sequence[Message]:
    """Up to `most` messages, newest first; `before` is the id of the last one already shown."""
    query = select(Message).where(Message.recipient == recipient)
    if before is not None:
        query = query.where(Message.id < before)
    return session.scalars(query.order_by(Message.id.desc()).limit(most)).all()


def message_of(session: Session, recipient: str, message_id: int) -> Message | None:
    """One message of this inbox; None for any other."""
    return session.scalar(select(Message).where(Message.recipient == recipient, Message.id == message_id))


def message_telling(session: Session, recipient: str, fact: str) -> int | None:
    """The id of the message that tells `recipient` this fact; None if none does."""
    return session.scalar(select(Message.id).where(Message.recipient == recipient, Message.fact == fact))


def unread(session: Session, recipient: str) -> int:
    """How many messages were never opened."""
    query = select(func.count()).select_from(Message)
    return session.scalar(query.where(Message.recipient == recipient, Message.read_at.is_(None))) or 0


def mark_read(session: Session, recipient: str, message_id: int, *, now: datetime) -> None:
    """Note when a message was first opened."""
    message = message_of(session, recipient, message_id)
    if message is not None and message.read_at is None:
        message.read_at = now
