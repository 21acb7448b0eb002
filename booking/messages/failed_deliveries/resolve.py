"""Staff see to deliveries that failed: take one over, resolve it, put it back. Each step is in the audit log."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from booking.announcements.kinds import KINDS
from booking.audit.record import record
from booking.messages.failed_deliveries.rows import failed_at_offices
from booking.messages.refusals import (
    DeliveryOfColleague,
    DeliveryOvertaken,
    DeliveryResolved,
    DeliverySentAgain,
    DeliveryTooLate,
    UnknownDelivery,
)
from booking.tables import Booking
from database.transactions import transact
from notifier.tables import Delivery, DeliveryState, FailedDelivery, Resolution

SENT_AGAIN_FOR = timedelta(days=1)


def take_over(failed_id: int, *, actor: str, office_ids: Collection[int], now: datetime) -> None:
    """From now on `actor` ("staff:3") sees to it, whoever did before; whoever does already goes on.

    Raises:
        UnknownDelivery: not a failed delivery of these offices.
        DeliveryResolved: somebody has resolved it meanwhile.
    """

    def take(session: Session) -> None:
        failed = _of_offices(session, failed_id, office_ids)
        _refuse_unless_open(failed)
        if failed.owner != actor:
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

    A reminder waits only as long as it reminds. The same press again, on a slow line, is no second one; unless what was
    sent again has failed since, which only its new line can send. `instead_of` is the colleague of whom `actor` was
    told that they see to it: afterwards it was `actor`.

    Raises:
        UnknownDelivery, DeliveryResolved: as for `take_over`.
        DeliveryOfColleague: another colleague sees to it than `instead_of`.
        DeliveryTooLate: it would come after the consultation to which it leads, or of which it reminds.
    """

    def resolve_it(session: Session) -> None:
        failed = _of_offices(session, failed_id, office_ids)
        if (failed.owner, failed.resolution) == (actor, resolution) and not _failed_again(failed):
            return
        _refuse_unless_open(failed)
        whose = _whose(failed, actor, instead_of)
        _own(failed, actor, now)
        failed.resolved_at, failed.resolution = now, resolution
        if resolution is Resolution.SENT_AGAIN:
            _send_again(session, failed.delivery, now)
        _record(session, "resolve_delivery", failed, actor, now, resolution=resolution.value, **whose)

    transact(resolve_it)


def put_back(failed_id: int, *, actor: str, office_ids: Collection[int], now: datetime) -> bool:
    """Make what was resolved by mistake wait again, for `actor`; False if it waits already, and nothing is changed.

    Raises:
        UnknownDelivery: as for `take_over`.
        DeliverySentAgain: it is on its way, or has come back by itself.
        DeliveryOvertaken: it is no longer true, so that nobody may send it.
    """

    def put(session: Session) -> bool:
        failed = _of_offices(session, failed_id, office_ids)
        if failed.resolution is None:
            return False
        _refuse_to_put_back(failed)
        was = failed.resolution.value
        _own(failed, actor, now)
        failed.resolved_at, failed.resolution = None, None
        _record(session, "put_back_delivery", failed, actor, now, resolution=was)
        return True

    return transact(put)


def _refuse_to_put_back(failed: FailedDelivery) -> None:
    if failed.resolution is Resolution.SENT_AGAIN:
        raise DeliverySentAgain(None)
    if failed.delivery.state is not DeliveryState.FAILED:
        raise DeliveryOvertaken(None)


def _failed_again(failed: FailedDelivery) -> bool:
    return failed.resolution is Resolution.SENT_AGAIN and failed.delivery.state is DeliveryState.FAILED


def _whose(failed: FailedDelivery, actor: str, instead_of: str) -> dict[str, str]:
    """For the audit log: in whose place `actor` resolves it, where a colleague sees to it."""
    if failed.owner in {"", actor}:
        return {}
    if failed.owner != instead_of:
        raise DeliveryOfColleague(None, failed.owner, failed.taken_at)
    return {"instead_of": instead_of}


def _own(failed: FailedDelivery, actor: str, now: datetime) -> None:
    if failed.owner != actor:
        failed.owner, failed.taken_at = actor, now


def _send_again(session: Session, delivery: Delivery, now: datetime) -> None:
    useful_until = _useful_until(session, delivery, now)
    if useful_until is not None and useful_until <= now:
        raise DeliveryTooLate(None)
    delivery.useful_until = useful_until
    delivery.state, delivery.due_at = DeliveryState.WAITING, now
    delivery.tries, delivery.next_try_at, delivery.failure = 0, None, ""


def _useful_until(session: Session, delivery: Delivery, now: datetime) -> datetime | None:
    """For a day; a reminder as long as it reminds, and what leads to a consultation until that is over."""
    if delivery.lapses:
        return delivery.useful_until
    a_day = now + SENT_AGAIN_FOR
    if not KINDS[delivery.message.kind].leads_there:
        return a_day
    return min(a_day, session.get_one(Booking, delivery.message.references["booking"]).ends_at)


def _of_offices(session: Session, failed_id: int, office_ids: Collection[int]) -> FailedDelivery:
    failed = failed_at_offices(session, failed_id, office_ids=office_ids)
    if failed is None:
        raise UnknownDelivery(None)
    return failed


def _refuse_unless_open(failed: FailedDelivery) -> None:
    if failed.resolved_at is not None:
        raise DeliveryResolved(None)


def _record(session: Session, act: str, failed: FailedDelivery, actor: str, now: datetime, **facts: str) -> None:
    record(session, actor=actor, act=act, object_=f"delivery:{failed.delivery_id}", now=now, **facts)
