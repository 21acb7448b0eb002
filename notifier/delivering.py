"""Delivers what waits in the outbox, leased one by one.

A delivery is leased by one UPDATE, sent outside any transaction, and recorded in the transaction that leases the next
one. A worker that dies in between leaves a lease that runs out, and another one takes over. A channel gets the
delivery's key, so that it can recognise a repetition. A later message about the same thing waits until the earlier one
is sent, dropped or failed.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Update, bindparam, exists, select, update
from sqlalchemy.orm import Session, aliased

from database.base import db
from database.inserting import insert_row
from database.leases import FREED, Queue, held, may_be_tried, share_of
from database.transactions import transact
from database.types import UtcDateTime
from notifier.backoff import pause_after, spread
from notifier.bounds import TOO_MANY, is_one_too_many
from notifier.channels import Carrier, Letter, NotDelivered
from notifier.tables import Delivery, DeliveryState, FailedDelivery, Message

LEASE = timedelta(seconds=60)
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(minutes=10)  # so that a reminder still comes in time when a mail server is back

NO_ADDRESS = "nobody to write to"
NO_CHANNEL = "the channel is configured no more"
NOT_WHILE_USEFUL = "not delivered while it was useful"
TOO_LATE = "too late to be useful"

# Turns a message into the letter for a channel; None when there is nobody to write to.
Compose = Callable[[Session, Message, str], Letter | None]


@dataclass(frozen=True)
class Clocks:
    """The two clocks of a delivery: the office's, by which it is due, and the real one, by which leases run."""

    office: datetime
    real: datetime


@dataclass(frozen=True)
class Tried:
    """A delivery that was tried, and what became of it: sent, dropped, failed, or still waiting."""

    channel: str
    state: DeliveryState


def deliver_due(
    carriers: Mapping[str, Carrier[Any]],
    compose: Compose,
    *,
    clock: Callable[[], Clocks],
    is_stopping: Callable[[], bool] = lambda: False,
    urgent_kinds: Collection[str] = (),
    unattended_kinds: Collection[str] = (),
    may_give_up: Callable[[], bool] = lambda: True,
) -> Iterator[Tried]:
    """Deliver what is due, what has been longest first, until nothing is left; several workers may do so at once.

    One at a time, so that each lease begins with clocks that were just read. Once `is_stopping`, no more is leased.
    Messages of `urgent_kinds` still go out when a recipient has had their letters of the day (`notifier.bounds`).
    Of what fails of `unattended_kinds` nothing is noted for staff: whoever waits for it asks again.
    What was posted for a channel without one of the `carriers` has failed: nobody would ever send it.
    What would be too late waits as long as not `may_give_up`: the clock may be wrong, and nobody takes that back.
    """
    leased = _lease_first(clock) if not is_stopping() else None
    while leased is not None:
        done, outcome = leased, _outcome(carriers.get(leased.channel), compose, leased, urgent_kinds)
        if outcome.is_too_late and not may_give_up():
            outcome = _waiting_on(leased, outcome)
        leased = _next(done, outcome, clock, is_stopping, unattended_kinds)
        yield Tried(done.channel, outcome.state)


@dataclass(frozen=True)
class _Leased:
    delivery_id: int
    channel: str
    lease: str
    leased_at: Clocks
    tries: int
    useful_until: datetime | None
    lapses: bool
    failure: str  # what became of the try before this one

    def is_useful(self, at: datetime) -> bool:
        return self.useful_until is None or at < self.useful_until

    @property
    def refused(self) -> str:
        """Why the channel did not take it when it was tried last; empty if it never refused it."""
        return "" if self.failure.endswith(NOT_WHILE_USEFUL) else self.failure


@dataclass(frozen=True)
class _Outcome:
    state: DeliveryState
    failure: str = ""
    next_try_at: datetime | None = None
    is_too_late: bool = False  # it is given up for no other reason


@cache
def _queue() -> Queue[Delivery]:
    """Built once, because building the statements takes longer than running them."""
    due = (
        select(Delivery.id)
        .where(
            Delivery.state == DeliveryState.WAITING,
            Delivery.due_at <= bindparam("office_now", type_=UtcDateTime()),
            may_be_tried(Delivery, bindparam("real_now", type_=UtcDateTime())),
            ~_waits_for_an_earlier_one(),
        )
        .order_by(Delivery.due_at, Delivery.id)
    )
    return Queue(Delivery, due)


def _lease_first(clock: Callable[[], Clocks]) -> _Leased | None:
    if not _queue().is_any(_given(clock())):
        return None
    return transact(lambda session: _lease(session, clock()))


def _next(
    done: _Leased,
    outcome: _Outcome,
    clock: Callable[[], Clocks],
    is_stopping: Callable[[], bool],
    unattended_kinds: Collection[str],
) -> _Leased | None:
    """Record one and lease the next in one commit; if that fails, what was done is recorded by itself."""

    def settle_and_lease(session: Session) -> _Leased | None:
        _settle(session, done, outcome, unattended_kinds)
        return None if is_stopping() else _lease(session, clock())

    try:
        return transact(settle_and_lease)
    except Exception:
        transact(lambda session: _settle(session, done, outcome, unattended_kinds))
        raise


def _lease(session: Session, now: Clocks) -> _Leased | None:
    taken = _queue().take(session, _given(now), until=now.real + LEASE)
    if taken is None:
        return None
    row, lease = taken
    return _Leased(row.id, row.channel, lease, now, row.tries, row.useful_until, row.lapses, row.failure)


def _given(now: Clocks) -> Mapping[str, object]:
    return {"office_now": now.office, "real_now": now.real}


def _waits_for_an_earlier_one() -> ColumnElement[bool]:
    """Whether an earlier message to the recipient about the same thing still waits on the same channel."""
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


def _outcome(
    carrier: Carrier[Any] | None, compose: Compose, leased: _Leased, urgent_kinds: Collection[str]
) -> _Outcome:
    if carrier is None:
        return _Outcome(DeliveryState.FAILED, NO_CHANNEL)
    if not leased.is_useful(leased.leased_at.office):
        return _given_up(leased, leased.refused)
    if _is_one_too_many(leased, urgent_kinds):
        return _Outcome(DeliveryState.DROPPED, TOO_MANY)
    letter = _compose(leased, compose)
    if letter is None:
        return _Outcome(DeliveryState.DROPPED, NO_ADDRESS)
    try:
        carrier.send(letter)
    except NotDelivered as refused:
        return _Outcome(DeliveryState.FAILED, refused.reason) if refused.permanent else _later(leased, refused)
    return _Outcome(DeliveryState.SENT)


def _is_one_too_many(leased: _Leased, urgent_kinds: Collection[str]) -> bool:
    session = db.session()
    urgent = _kind_of(session, leased) in urgent_kinds
    found = is_one_too_many(session, leased.delivery_id, urgent=urgent, now=leased.leased_at.office)
    session.rollback()  # the read ends before anything goes out
    return found


def _kind_of(session: Session, leased: _Leased) -> str:
    return session.scalars(select(Message.kind).join(Delivery).where(Delivery.id == leased.delivery_id)).one()


def _compose(leased: _Leased, compose: Compose) -> Letter | None:
    of_delivery = select(Message).join(Delivery).where(Delivery.id == leased.delivery_id)
    letter = compose(db.session(), db.session.scalars(of_delivery).one(), leased.channel)
    db.session.rollback()  # the read ends before anything goes out
    return letter


def _later(leased: _Leased, refused: NotDelivered) -> _Outcome:
    """Try again after a pause; where that would be too late, give up now, so that staff learn of it earlier."""
    pause = spread(pause_after(leased.tries, first=FIRST_PAUSE, longest=LONGEST_PAUSE), share_of(leased.lease))
    if not leased.is_useful(leased.leased_at.office + pause):
        return _given_up(leased, refused.reason)
    return _Outcome(DeliveryState.WAITING, refused.reason, leased.leased_at.real + pause)


def _given_up(leased: _Leased, refused: str) -> _Outcome:
    """What lapses is dropped, unless the channel `refused` it: then it may never reach its recipient."""
    if leased.lapses and not refused:
        return _Outcome(DeliveryState.DROPPED, f"{TOO_LATE}: {NOT_WHILE_USEFUL}", is_too_late=True)
    return _Outcome(DeliveryState.FAILED, refused or NOT_WHILE_USEFUL, is_too_late=True)


def _waiting_on(leased: _Leased, outcome: _Outcome) -> _Outcome:
    return _Outcome(DeliveryState.WAITING, outcome.failure, leased.leased_at.real + LONGEST_PAUSE)


def _settle(session: Session, leased: _Leased, outcome: _Outcome, unattended_kinds: Collection[str]) -> None:
    """Record the outcome, unless another worker has taken the lease over or newer news has overtaken it meanwhile."""
    if outcome.state is DeliveryState.SENT:  # whatever else became of it: it has gone out
        given = {"delivery": leased.delivery_id, "my_lease": leased.lease, "at": leased.leased_at.office}
        session.execute(_sent(), given)
        return
    recorded = {"state": outcome.state, "failure": outcome.failure, "next_try_at": outcome.next_try_at}
    mine = held(Delivery, leased.delivery_id, leased.lease)
    still_waiting = mine.where(Delivery.state == DeliveryState.WAITING)
    settled = session.execute(still_waiting.values(recorded).returning(Delivery.id)).one_or_none()
    session.execute(mine.values(FREED))
    if settled and outcome.state is DeliveryState.FAILED and _kind_of(session, leased) not in unattended_kinds:
        _note_failure(session, leased.delivery_id, leased.leased_at.office)


def _note_failure(session: Session, delivery_id: int, failed_at: datetime) -> None:
    """Note the failure for staff to see to; where it had failed before, whoever saw to it then still does."""
    earlier = (
        select(FailedDelivery.owner, FailedDelivery.taken_at)
        .where(FailedDelivery.delivery_id == delivery_id)
        .order_by(FailedDelivery.id.desc())
        .limit(1)
    )
    owner, taken_at = session.execute(earlier).one_or_none() or ("", None)
    failed = {"delivery_id": delivery_id, "failed_at": failed_at, "owner": owner, "taken_at": taken_at}
    insert_row(session, FailedDelivery, failed)


@cache
def _sent() -> Update:
    """Built once, like the queue."""
    mine = update(Delivery).where(Delivery.id == bindparam("delivery"), Delivery.lease == bindparam("my_lease"))
    sent = mine.values(state=DeliveryState.SENT, sent_at=bindparam("at"), failure="", next_try_at=None, **FREED)
    return sent.execution_options(synchronize_session=False)
