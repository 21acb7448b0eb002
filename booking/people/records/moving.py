"""Moves what belongs to one seeker to another: bookings with their claims, holds, places given back, waits, messages.

Accounts, their tokens, sign-ins and calendar addresses never move: the record that has them is the one that is kept.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from booking.announcements.announce import seeker_inbox
from booking.tables import Booking, GivenBack, Hold, SeekerClaim, WaitingListEntry
from notifier.tables import Message

_TABLES: Mapping[str, Any] = {
    "bookings": Booking,
    "seeker_claims": SeekerClaim,
    "holds": Hold,
    "places_given_back": GivenBack,
    "waits": WaitingListEntry,
}
_ROWS_AT_ONCE = 500

Moved = dict[str, list[int]]


def move_all(session: Session, old: int, new: int) -> Moved:
    """Move everything from one seeker to the other, and answer the keys of the rows by their tables.

    What both have alike (a wait for the same day, a message of the same fact, the time of two bookings that are over)
    stays behind.
    """
    moved = {name: _keys(session, table, old, new) for name, table in _TABLES.items()}
    for name, table in _TABLES.items():
        _give(session, table, moved[name], new)
    return moved | {"messages": _move_messages(session, _messages_of(session, old, but=new), new)}


def moved_tables() -> frozenset[str]:
    """The tables whose rows go along."""
    return frozenset(table.__tablename__ for table in _TABLES.values())


def move_back(session: Session, moved: Mapping[str, Sequence[int]], new: int, old: int) -> None:
    """Give the rows of these keys back, as far as they are there and belong to `new`."""
    for name, table in _TABLES.items():
        _give(session, table, moved[name], old, table.seeker_id == new)
    messages = [
        message
        for key in moved["messages"]
        if (message := session.get(Message, key)) is not None and message.recipient == seeker_inbox(new)
    ]
    _move_messages(session, messages, old)


def _keys(session: Session, table: Any, old: int, new: int) -> list[int]:
    keys = select(table.id).where(table.seeker_id == old)
    if table is WaitingListEntry:
        same = select(WaitingListEntry.procedure_id, WaitingListEntry.day).where(WaitingListEntry.seeker_id == new)
        taken = {tuple(row) for row in session.execute(same)}
        waits = session.scalars(select(WaitingListEntry).where(WaitingListEntry.seeker_id == old)).all()
        return [wait.id for wait in waits if (wait.procedure_id, wait.day) not in taken]
    if table is SeekerClaim:
        keys = keys.where(SeekerClaim.tick.not_in(select(SeekerClaim.tick).where(SeekerClaim.seeker_id == new)))
    return list(session.scalars(keys))


def _give(session: Session, table: Any, keys: Sequence[int], seeker_id: int, *conditions: ColumnElement[bool]) -> None:
    for first in range(0, len(keys), _ROWS_AT_ONCE):
        some = table.id.in_(keys[first : first + _ROWS_AT_ONCE])
        session.execute(update(table).where(some, *conditions).values(seeker_id=seeker_id))


def _messages_of(session: Session, old: int, *, but: int) -> Sequence[Message]:
    facts = select(Message.fact).where(Message.recipient == seeker_inbox(but))
    query = select(Message).where(Message.recipient == seeker_inbox(old), Message.fact.not_in(facts))
    return session.scalars(query).all()


def _move_messages(session: Session, messages: Sequence[Message], seeker_id: int) -> list[int]:
    """Their texts are rendered for whom their references name."""
    for message in messages:
        message.recipient = seeker_inbox(seeker_id)
        if "seeker" in message.references:
            message.references = {**message.references, "seeker": seeker_id}
    session.flush()
    return [message.id for message in messages]
