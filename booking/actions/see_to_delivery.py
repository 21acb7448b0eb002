"""Staff see to deliveries that failed: take one over, and resolve it (design §5). Each step is in the audit log."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from booking.actions.auditing import record
from booking.errors import DeliveryOfColleague, DeliverySeenTo, DeliveryTooLate, UnknownDelivery
from booking.queries.failed_deliveries import failed_at_offices
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
        failed = _of_offices(session, failed_id, office_ids)
        _refuse_unless_open(failed)
        _own(failed, actor, now)
        _record(session, "take_over_delivery", failed, actor, now)

    transact(take)


def resolve(
    failed_id: int,
    resolution: Resolution,
    *,
    actor: str,
    instead_of: str = "",
    office_ids: Collection[int],
    now: datetime,
) -> None:
    """Note how it was resolved; to be sent again, it waits in the outbox once more, for a day.

    A reminder waits only as long as it reminds. The same press again, on a slow line, is no second one. `instead_of` is
    the colleague who, as `actor` was told, sees to it: afterwards it was `actor`.

    Raises:
        UnknownDelivery, DeliverySeenTo: as for `take_over`.
        DeliveryOfColleague: another colleague sees to it than `instead_of`.
        DeliveryTooLate: a reminder would come after what it reminds of.
    """

    def see_to(session: Session) -> None:
        failed = _of_offices(session, failed_id, office_ids)
        if (failed.owner, failed.resolution) == (actor, resolution):
            return
        _refuse_unless_open(failed)
        if failed.owner not in {"", actor, instead_of}:
            raise DeliveryOfColleague(None, failed.owner, failed.taken_at)
        whose = {} if failed.owner in {"", actor} else {"instead_of": failed.owner}
        _own(failed, actor, now)
        failed.resolved_at, failed.resolution = now, resolution
        if resolution is Resolution.SENT_AGAIN:
            _send_again(failed.delivery, now)
        _record(session, "resolve_delivery", failed, actor, now, resolution=resolution.value, **whose)

    transact(see_to)


def _own(failed: FailedDelivery, actor: str, now: datetime) -> None:
    if failed.owner != actor:
        failed.owner, failed.taken_at = actor, now


def _send_again(delivery: Delivery, now: datetime) -> None:
    if not delivery.lapses:
        delivery.useful_until = now + SENT_AGAIN_FOR
    elif delivery.useful_until is not None and delivery.useful_until <= now:
        raise DeliveryTooLate(None)
    delivery.state, delivery.due_at = DeliveryState.WAITING, now
    delivery.tries, delivery.next_try_at, delivery.failure = 0, None, ""


def _of_offices(session: Session, failed_id: int, office_ids: Collection[int]) -> FailedDelivery:
    failed = failed_at_offices(session, failed_id, office_ids=office_ids)
    if failed is None:
        raise UnknownDelivery(None)
    return failed


def _refuse_unless_open(failed: FailedDelivery) -> None:
    if failed.resolved_at is not None:
        raise DeliverySeenTo(None)


def _record(session: Session, act: str, failed: FailedDelivery, actor: str, now: datetime, **facts: str) -> None:
    record(session, actor=actor, act=act, object_=f"delivery:{failed.delivery_id}", now=now, **facts)
