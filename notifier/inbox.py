"""Reads an inbox: the messages of one recipient, newest first."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Integer, ScalarSelect, bindparam, func, select
from sqlalchemy.orm import Session

from database.base import table_of
from database.connections import connection_of
from database.fast.prepared import Prepared
from notifier.tables import Message

# Built once: every page of a seeker asks it.
_messages = table_of(Message).c
_HOW_MANY_UNREAD = select(func.count()).select_from(table_of(Message)).where(_messages.read_at.is_(None))
_UNREAD = Prepared(_HOW_MANY_UNREAD.where(_messages.recipient == bindparam("recipient")))
_NEWEST_ABOUT = Prepared(
    select(_messages.id)
    .where(_messages.recipient == bindparam("recipient"), _messages.about == bindparam("about"))
    .order_by(_messages.id.desc())
    .limit(1)
)


class ListedMessage(NamedTuple):
    """A message as a list reads it: its row, for a third of what an object costs."""

    id: int
    recipient: str
    kind: str
    fact: str
    about: str
    references: dict[str, int]
    made_at: datetime
    read_at: datetime | None


Told = Message | ListedMessage  # what a text is rendered from

_OF_RECIPIENT = (
    select(*(_messages[name] for name in ListedMessage._fields))
    .where(_messages.recipient == bindparam("recipient"))
    .order_by(_messages.id.desc())
    .limit(bindparam("most", type_=Integer))
)
_NEWEST, _OLDER = Prepared(_OF_RECIPIENT), Prepared(_OF_RECIPIENT.where(_messages.id < bindparam("before")))
_ONE = select(Message).where(Message.recipient == bindparam("recipient"), Message.id == bindparam("message_id"))
_UNREAD_OF_KIND = (
    select(Message)
    .where(Message.recipient == bindparam("recipient"), Message.kind == bindparam("kind"), Message.read_at.is_(None))
    .order_by(Message.id.desc())
)


def messages_of(session: Session, recipient: str, *, most: int, before: int | None = None) -> Sequence[ListedMessage]:
    """Up to `most` messages, newest first; `before` is the id of the last one already shown."""
    statement, given = (_NEWEST if before is None else _OLDER), {"recipient": recipient, "most": most, "before": before}
    return [ListedMessage(*row) for row in statement.rows(connection_of(session), given)]


def message_of(session: Session, recipient: str, message_id: int) -> Message | None:
    """One message of this inbox; None for any other."""
    return session.scalar(_ONE, {"recipient": recipient, "message_id": message_id})


def newest_about(session: Session, recipient: str, about: str) -> int | None:
    """The id of the newest message to `recipient` about something; None if there is none."""
    newest = _NEWEST_ABOUT.rows(connection_of(session), {"recipient": recipient, "about": about})
    return newest[0][0] if newest else None


def unread(session: Session, recipient: str) -> int:
    """How many messages were never opened."""
    ((count,),) = _UNREAD.rows(connection_of(session), {"recipient": recipient})
    return int(count)


def unread_in(recipient: ColumnElement[str]) -> ScalarSelect[int]:
    """The same as a part of another statement, which knows the recipient."""
    return _HOW_MANY_UNREAD.where(_messages.recipient == recipient).scalar_subquery()


def unread_of_kind(session: Session, recipient: str, kind: str) -> Sequence[Message]:
    """The messages of this kind that were never opened, newest first."""
    return session.scalars(_UNREAD_OF_KIND, {"recipient": recipient, "kind": kind}).all()


def mark_read(session: Session, recipient: str, message_id: int, *, now: datetime) -> None:
    """Note when a message was first opened."""
    message = message_of(session, recipient, message_id)
    if message is not None and message.read_at is None:
        message.read_at = now
