"""Posts messages in the transaction of the fact that they tell, and changes what still waits to go out.

`notifier.delivering` sends it afterwards.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NotRequired, TypedDict, Unpack

from sqlalchemy import Select, Update, delete, or_, select, update
from sqlalchemy.orm import Session

from database.fast.together import Rows
from database.inserting import insert_if_free, insert_row
from notifier.tables import Delivery, DeliveryState, FailedDelivery, Message

# A message that could not be delivered for so long is for a person to tell, not for one more try.
LONGEST_USEFUL = timedelta(days=3)


class Posting(TypedDict):
    """A message and its deliveries (channel: when due). The same `fact` is told to a recipient once.

    From `useful_until` on (never more than three days after it is due) nothing is sent any more: then a delivery has
    failed and somebody must see to it, or, if it `lapses`, is dropped with a note.
    """

    recipient: str
    kind: str
    fact: str
    about: str
    references: Mapping[str, int]
    deliveries: Mapping[str, datetime]
    useful_until: NotRequired[datetime | None]
    lapses: NotRequired[bool]
    now: datetime


def post(session: Session, **posting: Unpack[Posting]) -> None:
    """Put a message into its recipient's inbox, once per fact, and its deliveries into the outbox."""
    if keys := insert_if_free(session, Message, [_message(posting)]):
        for waiting in _deliveries(keys[0], posting):
            insert_row(session, Delivery, waiting)


def posted(message_id: int, posting: Posting) -> tuple[Rows, ...]:
    """Make the rows that `post` inserts, to be inserted together with others; the fact must be new for certain."""
    message = Rows(Message, [{"id": message_id, **_message(posting)}])
    waiting = _deliveries(message_id, posting)
    return (message, Rows(Delivery, waiting)) if waiting else (message,)


def bring_forward(session: Session, *, recipient: str, about: str, now: datetime) -> None:
    """Make the waiting deliveries of the recipient's messages about something due now."""
    session.execute(_waiting(recipient, about).where(Delivery.due_at > now).values(due_at=now))


@dataclass(frozen=True)
class Told:
    """Messages by whom they were posted to and what they tell."""

    recipients: Collection[str]
    facts: Collection[str]

    @property
    def messages(self) -> Select[Message]:
        """The messages themselves."""
        return select(Message).where(Message.recipient.in_(self.recipients), Message.fact.in_(self.facts))


def put_off(session: Session, told: Told, *, until: datetime) -> None:
    """Let the messages wait for a while, if they would go out sooner."""
    session.flush()
    ids = told.messages.with_only_columns(Message.id)
    waiting = update(Delivery).where(Delivery.message_id.in_(ids), Delivery.state == DeliveryState.WAITING)
    session.execute(waiting.where(Delivery.due_at < until).values(due_at=until))


def unsend(session: Session, told: Told) -> bool:
    """Take the messages back as if they had never been; only all of them.

    False, and nothing is taken back, if one was read or a delivery has been tried.
    """
    messages = session.scalars(told.messages.with_for_update()).all()
    ids = [message.id for message in messages]
    deliveries = session.scalars(select(Delivery).where(Delivery.message_id.in_(ids)).with_for_update()).all()
    if any(message.read_at for message in messages) or any(map(_was_tried, deliveries)):
        return False
    session.execute(delete(Delivery).where(Delivery.message_id.in_(ids)))
    session.execute(delete(Message).where(Message.id.in_(ids)))
    return True


def is_untold(session: Session, told: Told) -> bool:
    """Whether `unsend` could still take them back."""
    known = told.messages.with_only_columns(Message.id).outerjoin(Delivery)
    tried = or_(Message.read_at.is_not(None), Delivery.tries > 0, Delivery.state == DeliveryState.SENT)
    return session.scalar(known.where(tried).limit(1)) is None


def drop_waiting(session: Session, *, recipient: str, about: str, why: str, kind: str | None = None) -> None:
    """Send no more what waits about something: newer news has overtaken it. The inbox keeps the messages.

    Messages of one `kind` only, if it is given. What had failed is nobody's to see to any more, lest somebody send it
    again; nor can what was resolved be put back on the list. Deliveries are locked first, as by whoever sees to them.
    """
    overtaken = _messages(recipient, about) if kind is None else _messages(recipient, about).where(Message.kind == kind)
    unsent = Delivery.state.in_((DeliveryState.WAITING, DeliveryState.FAILED))
    of_them = update(Delivery).where(Delivery.message_id.in_(overtaken), unsent)
    dropped = of_them.values(state=DeliveryState.DROPPED, failure=why).returning(Delivery.id)
    if ids := session.scalars(dropped).all():
        unresolved = FailedDelivery.delivery_id.in_(ids) & FailedDelivery.resolved_at.is_(None)
        session.execute(delete(FailedDelivery).where(unresolved))


def _message(posting: Posting) -> dict[str, Any]:
    return {
        "recipient": posting["recipient"],
        "kind": posting["kind"],
        "fact": posting["fact"],
        "about": posting["about"],
        "references": dict(posting["references"]),
        "made_at": posting["now"],
    }


def _deliveries(message_id: int, posting: Posting) -> list[dict[str, Any]]:
    waiting = {
        "message_id": message_id,
        "state": DeliveryState.WAITING,
        "lapses": posting.get("lapses", False),
        "tries": 0,
        "failure": "",
    }
    return [
        {**waiting, "channel": channel, "due_at": due_at, "useful_until": _latest(due_at, posting.get("useful_until"))}
        for channel, due_at in posting["deliveries"].items()
    ]


def _latest(due_at: datetime, useful_until: datetime | None) -> datetime:
    latest = due_at + LONGEST_USEFUL
    return min(useful_until or latest, latest)


def _was_tried(delivery: Delivery) -> bool:
    return delivery.tries > 0 or delivery.state is DeliveryState.SENT


def _waiting(recipient: str, about: str) -> Update:
    of_it = Delivery.message_id.in_(_messages(recipient, about))
    return update(Delivery).where(of_it, Delivery.state == DeliveryState.WAITING)


def _messages(recipient: str, about: str) -> Select[int]:
    return select(Message.id).where(Message.recipient == recipient, Message.about == about)
