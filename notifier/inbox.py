"""Reads an inbox: the messages of one recipient, newest first."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from notifier.tables import Message

# Built once: every page of a seeker asks it.
_UNREAD = (
    select(func.count())
    .select_from(Message)
    .where(Message.recipient == bindparam("recipient"), Message.read_at.is_(None))
)


def messages_of(session: Session, recipient: str, *, most: int, before: int | None = None) -> Sequence[Message]:
    """Up to `most` messages, newest first; `before` is the id of the last one already shown."""
    query = select(Message).where(Message.recipient == recipient)
    if before is not None:
        query = query.where(Message.id < before)
    return session.scalars(query.order_by(Message.id.desc()).limit(most)).all()


def message_of(session: Session, recipient: str, message_id: int) -> Message | None:
    """One message of this inbox; None for any other."""
    return session.scalar(select(Message).where(Message.recipient == recipient, Message.id == message_id))


def newest_about(session: Session, recipient: str, about: str) -> int | None:
    """The id of the newest message to `recipient` about something; None if there is none."""
    newest = select(Message.id).where(Message.recipient == recipient, Message.about == about)
    return session.scalar(newest.order_by(Message.id.desc()).limit(1))


def unread(session: Session, recipient: str) -> int:
    """How many messages were never opened."""
    return session.scalar(_UNREAD, {"recipient": recipient}) or 0


def unread_of_kind(session: Session, recipient: str, kind: str) -> Sequence[Message]:
    """The messages of this kind that were never opened, newest first."""
    query = select(Message).where(Message.recipient == recipient, Message.kind == kind, Message.read_at.is_(None))
    return session.scalars(query.order_by(Message.id.desc())).all()


def mark_read(session: Session, recipient: str, message_id: int, *, now: datetime) -> None:
    """Note when a message was first opened."""
    message = message_of(session, recipient, message_id)
    if message is not None and message.read_at is None:
        message.read_at = now
