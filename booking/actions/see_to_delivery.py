"""Staff see to deliveries that failed: take one over, and resolve it (design §5). Each step is in the audit log."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from booking.actions.auditing import record
from booking.errors import DeliverySeenTo, UnknownDelivery
from booking.queries.undelivered import failed_at_offices
from database.transactions import transact
from notifier.tables import Delivery, DeliveryState, FailedDelivery, Resolution

SENT_AGAIN_FOR = timedelta(days=1)


def take_over(failed_id: int, *, actor: str, office_ids: Collection[int], now: datetime) -> None:
    """From now on `actor` ("staff:3") sees to it, whoever did before.

    Raises:
        UnknownDelivery: not a failed delivery of these offices.
        DeliverySeenTo: somebody has resolved it meanwhile.
    """

    def take(session: Session) -> None:
        failed = _unresolved(session, failed_id, office_ids)
        failed.owner = actor
        _record(session, "take_over_delivery", failed, actor, now)

    transact(take)


def resolve(failed_id: int, resolution: Resolution, *, actor: str, office_ids: Collection[int], now: datetime) -> None:
    """Note how it was resolved; to be sent again, it waits in the outbox once more, for a day.

    Raises:
        UnknownDelivery, DeliverySeenTo: as for `take_over`.
    """

    def see_to(session: Session) -> None:
        failed = _unresolved(session, failed_id, office_ids)
        failed.owner, failed.resolved_at, failed.resolution = actor, now, resolution
        if resolution is Resolution.SENT_AGAIN:
            _send_again(session, failed.delivery_id, now)
        _record(session, "resolve_delivery", failed, actor, now, resolution=resolution.value)

    transact(see_to)


def _send_again(session: Session, delivery_id: int, now: datetime) -> None:
    waiting = {"state": DeliveryState.WAITING, "due_at": now, "useful_until": now + SENT_AGAIN_FOR, "lapses": False}
    afresh = {"tries": 0, "next_try_at": None, "failure": ""}
    session.execute(update(Delivery).where(Delivery.id == delivery_id).values({**waiting, **afresh}))


def _unresolved(session: Session, failed_id: int, office_ids: Collection[int]) -> FailedDelivery:
    failed = failed_at_offices(session, failed_id, office_ids=office_ids)
    if failed is None:
        raise UnknownDelivery(None)
    if failed.resolved_at is not None:
        raise DeliverySeenTo(None)
    return failed


def _record(session: Session, act: str, failed: FailedDelivery, actor: str, now: datetime, **facts: str) -> None:
    record(session, actor=actor, act=act, object_=f"delivery:{failed.delivery_id}", now=now, **facts)
