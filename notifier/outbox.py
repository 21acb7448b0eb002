"""Posts messages in the transaction of the fact that they tell, and delivers them afterwards, leased one by one.

A delivery is leased by one UPDATE, sent outside any transaction, and recorded in another. A worker that dies in between
leaves a lease that runs out, and the next one takes over. A channel is told the delivery's key, so that it can
recognise a repetition.
"""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, Update, or_, select, update
from sqlalchemy.orm import Session

from database.base import db
from database.inserting import insert_if_free, insert_row
from database.transactions import transact
from notifier.backoff import pause_after
from notifier.channels import Channel, Letter, NotDelivered
from notifier.tables import Delivery, DeliveryState, Message

LEASE = timedelta(seconds=60)
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)

# Turns a message into the letter for a channel; None when there is nobody to write to.
Compose = Callable[[Session, Message, str], Letter | None]


@dataclass(frozen=True)
class Moments:
    """The two clocks of a delivery: the office's, by which it is due, and the real one, by which leases run."""

    office: datetime
    real: datetime


def post(
    session: Session,
    *,
    recipient: str,
    kind: str,
    fact: str,
    about: str,
    references: Mapping[str, int],
    deliveries: Mapping[str, datetime],
    now: datetime,
) -> None:
    """Put a message into `recipient`'s inbox, once per fact, and its deliveries (channel: when due) into the outbox."""
    row = {
        "recipient": recipient,
        "kind": kind,
        "fact": fact,
        "about": about,
        "references": dict(references),
        "made_at": now,
    }
    posted = insert_if_free(session, Message, [row])
    if not posted:
        return
    for channel, due_at in deliveries.items():
        waiting = {"message_id": posted[0], "channel": channel, "state": DeliveryState.WAITING, "due_at": due_at}
        insert_row(session, Delivery, {**waiting, "tries": 0, "failure": ""})


def bring_forward(session: Session, *, recipient: str, about: str, now: datetime) -> None:
    """Make the waiting deliveries of the recipient's messages about something due now."""
    session.execute(_waiting(recipient, about).where(Delivery.due_at > now).values(due_at=now))


def drop_waiting(session: Session, *, recipient: str, about: str, why: str) -> None:
    """Send no more what waits about something: newer news has overtaken it. The inbox keeps the messages."""
    session.execute(_waiting(recipient, about).values(state=DeliveryState.DROPPED, failure=why))


def deliver_next(channels: Mapping[str, Channel], compose: Compose, *, moments: Moments) -> bool:
    """Deliver the delivery that has been due longest; False if none is. Several workers may call this at once.

    One at a time, so that each lease begins with a clock that was just read.
    """
    if not _is_any_due(channels, moments):
        return False
    leased = transact(lambda session: _lease_one(session, channels, moments))
    if leased is None:
        return False
    _deliver(channels[leased.channel], compose, leased, moments)
    return True


@dataclass(frozen=True)
class _Leased:
    delivery_id: int
    channel: str
    lease: str
    tries: int


def _waiting(recipient: str, about: str) -> Update:
    messages = select(Message.id).where(Message.recipient == recipient, Message.about == about)
    return update(Delivery).where(Delivery.message_id.in_(messages), Delivery.state == DeliveryState.WAITING)


def _is_any_due(channels: Mapping[str, Channel], moments: Moments) -> bool:
    """A look without a lock: most rounds of the scheduler find nothing and keep out of the writers' way."""
    found = db.session.scalar(_due(channels, moments).limit(1)) is not None
    db.session.rollback()
    return found


def _due(channels: Mapping[str, Channel], moments: Moments) -> Select[int]:
    return (
        select(Delivery.id)
        .where(
            Delivery.state == DeliveryState.WAITING,
            Delivery.channel.in_(list(channels)),
            Delivery.due_at <= moments.office,
            or_(Delivery.next_try_at.is_(None), Delivery.next_try_at <= moments.real),
            or_(Delivery.leased_until.is_(None), Delivery.leased_until <= moments.real),
        )
        .order_by(Delivery.due_at, Delivery.id)
    )


def _lease_one(session: Session, channels: Mapping[str, Channel], moments: Moments) -> _Leased | None:
    due = _due(channels, moments).limit(1).with_for_update(skip_locked=True)
    lease = str(uuid.uuid4())
    row = session.execute(
        update(Delivery)
        .where(Delivery.id == due.scalar_subquery())
        .values(lease=lease, leased_until=moments.real + LEASE, tries=Delivery.tries + 1)
        .returning(Delivery.id, Delivery.channel, Delivery.tries)
    ).one_or_none()
    return _Leased(row.id, row.channel, lease, row.tries) if row else None


def _deliver(channel: Channel, compose: Compose, leased: _Leased, moments: Moments) -> None:
    letter = _compose(leased, compose)
    if letter is None:
        outcome: dict[str, object] = {"state": DeliveryState.DROPPED, "failure": "nobody to write to"}
    else:
        outcome = _send(channel, letter, leased.tries, moments)
    transact(lambda session: _settle(session, leased, outcome))


def _compose(leased: _Leased, compose: Compose) -> Letter | None:
    of_delivery = select(Message).join(Delivery).where(Delivery.id == leased.delivery_id)
    letter = compose(db.session(), db.session.scalars(of_delivery).one(), leased.channel)
    db.session.rollback()  # the read ends before anything goes out
    return letter


def _send(channel: Channel, letter: Letter, tries: int, moments: Moments) -> dict[str, object]:
    """Send, and answer what to record."""
    try:
        channel.send(letter)
    except NotDelivered as failed:
        pause = pause_after(tries, first=FIRST_PAUSE, longest=LONGEST_PAUSE)
        return {"failure": failed.reason, "next_try_at": moments.real + pause}
    return {"state": DeliveryState.SENT, "sent_at": moments.office, "failure": ""}


def _settle(session: Session, leased: _Leased, outcome: Mapping[str, object]) -> None:
    """Record the outcome, unless another worker has taken the lease over meanwhile."""
    session.execute(
        update(Delivery)
        .where(Delivery.id == leased.delivery_id, Delivery.lease == leased.lease)
        .values({**outcome, "lease": None, "leased_until": None})
    )
