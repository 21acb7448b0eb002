"""What did not arrive: failed deliveries that nobody has resolved, and those that are refused again and again."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, case, cast, func, select
from sqlalchemy.orm import Session, contains_eager

from booking.models import Booking, Procedure, Seeker, Staff, Suspension
from notifier.tables import Delivery, DeliveryState, FailedDelivery, Message

TRIED_FOR = timedelta(minutes=30)  # so long refused, staff may want to call before it has failed
_MOST = 100

_Rows = Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class Undelivered:
    """A delivery that did not arrive, and whom it should have told; `booking` if it is about one."""

    delivery: Delivery
    seeker: Seeker
    booking: Booking | None
    failed: FailedDelivery | None  # None: still tried
    owner: str  # the name of who sees to it

    @property
    def message(self) -> Message:
        """What it tells."""
        return self.delivery.message


def undelivered(session: Session, *, office_ids: Collection[int], now: datetime) -> Sequence[Undelivered]:
    """What staff of the offices must see to, the oldest failure first, and after it what is still tried."""
    return [*_failed(session, office_ids), *_struggling(session, office_ids, now)]


def how_many_failed(session: Session, *, office_ids: Collection[int]) -> int:
    """How many failed deliveries of the offices nobody has resolved."""
    return session.scalar(_count(office_ids)) or 0


def how_many_failed_of(session: Session, seeker_id: int, *, office_ids: Collection[int]) -> int:
    """How many of them should have told this seeker."""
    return session.scalar(_count(office_ids).where(Seeker.id == seeker_id)) or 0


def failed_at_offices(session: Session, failed_id: int, *, office_ids: Collection[int]) -> FailedDelivery | None:
    """A failed delivery of the offices, resolved or not, locked; None for any other."""
    found = _joined(select(FailedDelivery).join(FailedDelivery.delivery)).where(FailedDelivery.id == failed_id)
    return session.scalars(_of_offices(found, office_ids).with_for_update(of=FailedDelivery)).one_or_none()


def _count(office_ids: Collection[int]) -> Select[int]:
    return _of_offices(_unresolved(select(func.count(FailedDelivery.id))), office_ids)


def _failed(session: Session, office_ids: Collection[int]) -> Sequence[Undelivered]:
    query = _of_offices(_unresolved(select(Delivery, Seeker, Booking, FailedDelivery)), office_ids)
    some = query.order_by(FailedDelivery.id).limit(_MOST).options(contains_eager(Delivery.message))
    rows = session.execute(some).all()
    names = _names_of(session, {failed.owner for *_, failed in rows if failed.owner})
    return [
        Undelivered(delivery, seeker, booking, failed, names.get(failed.owner, ""))
        for delivery, seeker, booking, failed in rows
    ]


def _names_of(session: Session, owners: set[str]) -> dict[str, str]:
    ids = [int(owner.removeprefix("staff:")) for owner in owners]
    return {f"staff:{one.id}": one.name for one in session.scalars(select(Staff).where(Staff.id.in_(ids)))}


def _struggling(session: Session, office_ids: Collection[int], now: datetime) -> Sequence[Undelivered]:
    query = _joined(select(Delivery, Seeker, Booking)).where(
        Delivery.state == DeliveryState.WAITING, Delivery.failure != "", Delivery.due_at <= now - TRIED_FOR
    )
    some = _of_offices(query, office_ids).order_by(Delivery.due_at, Delivery.id).limit(_MOST)
    rows = session.execute(some.options(contains_eager(Delivery.message)))
    return [Undelivered(delivery, seeker, booking, None, "") for delivery, seeker, booking in rows]


def _unresolved(query: _Rows) -> _Rows:
    joined = query.select_from(FailedDelivery).join(FailedDelivery.delivery)
    return _joined(joined).where(FailedDelivery.resolved_at.is_(None))


def _joined(query: _Rows) -> _Rows:
    """With the message, whom it tells, and the booking, suspension or procedure that it is about."""
    return (
        query.join(Delivery.message)
        .join(Seeker, Seeker.id == _recipient())
        .outerjoin(Booking, Booking.id == _named("booking"))
        .outerjoin(Suspension, Suspension.id == _named("suspension"))
        .outerjoin(Procedure, Procedure.id == _named("procedure"))
    )


def _of_offices(query: _Rows, office_ids: Collection[int]) -> _Rows:
    """The office that the message is about sees to it, and where it is about none, the seeker's own."""
    office = func.coalesce(Booking.office_id, Suspension.office_id, Procedure.office_id, Seeker.office_id)
    return query.where(office.in_(office_ids))


def _recipient() -> ColumnElement[int | None]:
    """The seeker whose inbox it is, so that the row is found by its key."""
    of_seeker = Message.recipient.like("seeker:%")
    return case((of_seeker, cast(func.substr(Message.recipient, len("seeker:") + 1), Integer)))


def _named(what: str) -> ColumnElement[int]:
    """The row that a message names."""
    named: ColumnElement[int] = Message.references[what].as_integer()
    return named
