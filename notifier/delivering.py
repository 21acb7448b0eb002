"""Delivers what waits in the outbox, leased one by one.

A delivery is leased by one UPDATE, sent outside any transaction, and recorded in another. A worker that dies in between
leaves a lease that runs out, and the next one takes over. A channel is told the delivery's key, so that it can
recognise a repetition. What is told later about the same thing waits until the earlier is sent, dropped or failed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import Session, aliased

from database.base import db
from database.inserting import insert_row
from database.leases import FREED, held, may_be_tried, share_of, take_next
from database.transactions import transact
from notifier.backoff import pause_after, spread
from notifier.channels import Channel, Letter, NotDelivered
from notifier.tables import Delivery, DeliveryState, FailedDelivery, Message

LEASE = timedelta(seconds=60)
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(minutes=10)  # so that a reminder still comes in time when a mail server is back

# Turns a message into the letter for a channel; None when there is nobody to write to.
Compose = Callable[[Session, Message, str], Letter | None]


@dataclass(frozen=True)
class Moments:
    """The two clocks of a delivery: the office's, by which it is due, and the real one, by which leases run."""

    office: datetime
    real: datetime


@dataclass(frozen=True)
class Tried:
    """A delivery that was tried, and what became of it: sent, dropped, failed, or still waiting."""

    channel: str
    state: DeliveryState


def deliver_next(channels: Mapping[str, Channel], compose: Compose, *, moments: Moments) -> Tried | None:
    """Deliver the delivery that has been due longest; None if none is. Several workers may call this at once.

    One at a time, so that each lease begins with a clock that was just read.
    """
    leased = take_next(Delivery, _due(channels, moments), until=moments.real + LEASE, read=_leased)
    if leased is None:
        return None
    outcome = _outcome(channels[leased.channel], compose, leased, moments)
    transact(lambda session: _settle(session, leased, outcome, moments))
    return Tried(leased.channel, outcome.state)


@dataclass(frozen=True)
class _Leased:
    delivery_id: int
    channel: str
    lease: str
    tries: int
    useful_until: datetime | None
    lapses: bool

    def is_useful(self, at: datetime) -> bool:
        return self.useful_until is None or at < self.useful_until


@dataclass(frozen=True)
class _Outcome:
    state: DeliveryState
    failure: str = ""
    next_try_at: datetime | None = None


def _due(channels: Mapping[str, Channel], moments: Moments) -> Select[int]:
    return (
        select(Delivery.id)
        .where(
            Delivery.state == DeliveryState.WAITING,
            Delivery.channel.in_(list(channels)),
            Delivery.due_at <= moments.office,
            may_be_tried(Delivery, moments.real),
            ~_waits_for_an_earlier_one(),
        )
        .order_by(Delivery.due_at, Delivery.id)
    )


def _waits_for_an_earlier_one() -> ColumnElement[bool]:
    """Whether the recipient is still to be told something earlier about the same thing on the same channel."""
    own, earlier_message, earlier = aliased(Message), aliased(Message), aliased(Delivery)
    return (
        exists()
        .where(
            own.id == Delivery.message_id,
            earlier_message.recipient == own.recipient,
            earlier_message.about == own.about,
            earlier_message.id < own.id,
            earlier.message_id == earlier_message.id,
            earlier.channel == Delivery.channel,
            earlier.state == DeliveryState.WAITING,
        )
        .correlate(Delivery)
    )


def _leased(_session: Session, row: Delivery, lease: str) -> _Leased:
    return _Leased(row.id, row.channel, lease, row.tries, row.useful_until, row.lapses)


def _outcome(channel: Channel, compose: Compose, leased: _Leased, moments: Moments) -> _Outcome:
    if not leased.is_useful(moments.office):
        return _given_up(leased, "not delivered while it was useful")
    letter = _compose(leased, compose)
    if letter is None:
        return _Outcome(DeliveryState.DROPPED, "nobody to write to")
    try:
        channel.send(letter)
    except NotDelivered as refused:
        return _Outcome(DeliveryState.FAILED, refused.reason) if refused.permanent else _later(leased, refused, moments)
    return _Outcome(DeliveryState.SENT)


def _compose(leased: _Leased, compose: Compose) -> Letter | None:
    of_delivery = select(Message).join(Delivery).where(Delivery.id == leased.delivery_id)
    letter = compose(db.session(), db.session.scalars(of_delivery).one(), leased.channel)
    db.session.rollback()  # the read ends before anything goes out
    return letter


def _later(leased: _Leased, refused: NotDelivered, moments: Moments) -> _Outcome:
    """Another try after a pause; where that would be too late, somebody is told now rather than then."""
    pause = spread(pause_after(leased.tries, first=FIRST_PAUSE, longest=LONGEST_PAUSE), share_of(leased.lease))
    if not leased.is_useful(moments.office + pause):
        return _given_up(leased, refused.reason)
    return _Outcome(DeliveryState.WAITING, refused.reason, moments.real + pause)


def _given_up(leased: _Leased, why: str) -> _Outcome:
    if leased.lapses:
        return _Outcome(DeliveryState.DROPPED, f"too late to be useful: {why}")
    return _Outcome(DeliveryState.FAILED, why)


def _settle(session: Session, leased: _Leased, outcome: _Outcome, moments: Moments) -> None:
    """Record the outcome, unless another worker has taken the lease over or newer news has overtaken it meanwhile."""
    sent_at = moments.office if outcome.state is DeliveryState.SENT else None
    recorded = {"state": outcome.state, "failure": outcome.failure, "next_try_at": outcome.next_try_at}
    mine = held(Delivery, leased.delivery_id, leased.lease)
    free = mine.values(FREED)
    if outcome.state is not DeliveryState.SENT:
        mine = mine.where(Delivery.state == DeliveryState.WAITING)
    settled = session.execute(mine.values({**recorded, "sent_at": sent_at}).returning(Delivery.id)).one_or_none()
    session.execute(free)
    if settled and outcome.state is DeliveryState.FAILED:
        failed = {"delivery_id": leased.delivery_id, "failed_at": moments.office, "owner": ""}
        insert_row(session, FailedDelivery, failed)
