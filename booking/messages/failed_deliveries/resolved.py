"""What staff have resolved lately of what did not arrive, and what became of it since."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session, aliased, contains_eager

from booking.messages.failed_deliveries.rows import MOST, Rows, at_offices, names_of, with_recipient
from booking.tables import Booking, Seeker
from notifier.tables import Delivery, DeliveryState, FailedDelivery, Message, Resolution

SHOWN_FOR = timedelta(days=14)


class Became(StrEnum):
    """What became of a delivery that was sent again."""

    ARRIVED = "arrived"
    STILL_SENT = "still_sent"
    FAILED_AGAIN = "failed_again"
    NOT_SENT = "not_sent"  # newer news, or its time was over; the delivery's `failure` says which


@dataclass(frozen=True)
class ResolvedDelivery:
    """A failed delivery that somebody resolved, and whom it should have told; `booking` if it is about one."""

    delivery: Delivery
    seeker: Seeker
    booking: Booking | None
    failed: FailedDelivery
    failed_again: bool
    owner: str  # the name of the colleague who resolved it

    @property
    def message(self) -> Message:
        """What it tells."""
        return self.delivery.message

    @property
    def may_be_put_back(self) -> bool:
        """Whether it can wait for somebody once more: it is still true, and was not sent again."""
        return self.became is None and self.delivery.state is DeliveryState.FAILED

    @property
    def became(self) -> Became | None:
        """What became of it; None where it was not sent again."""
        if self.failed.resolution is not Resolution.SENT_AGAIN:
            return None
        if self.failed_again:
            return Became.FAILED_AGAIN
        return {
            DeliveryState.SENT: Became.ARRIVED,
            DeliveryState.WAITING: Became.STILL_SENT,
            DeliveryState.FAILED: Became.FAILED_AGAIN,
            DeliveryState.DROPPED: Became.NOT_SENT,
        }[self.delivery.state]


def lately_resolved(session: Session, *, office_ids: Collection[int], now: datetime) -> Sequence[ResolvedDelivery]:
    """What was resolved at the offices within two weeks, the latest first."""
    query = at_offices(_resolved(), office_ids).where(FailedDelivery.resolved_at >= now - SHOWN_FOR)
    newest_first = query.order_by(FailedDelivery.resolved_at.desc(), FailedDelivery.id.desc()).limit(MOST)
    rows = session.execute(newest_first.options(contains_eager(Delivery.message))).all()
    names = names_of(session, (failed.owner for _, _, _, failed, _ in rows))
    return [
        ResolvedDelivery(delivery, seeker, booking, failed, again, names.get(failed.owner, ""))
        for delivery, seeker, booking, failed, again in rows
    ]


def _resolved() -> Rows:
    shown = select(Delivery, Seeker, Booking, FailedDelivery, _failed_again()).select_from(FailedDelivery)
    return with_recipient(shown.join(FailedDelivery.delivery))


def _failed_again() -> ColumnElement[bool]:
    later = aliased(FailedDelivery)
    same = later.delivery_id == FailedDelivery.delivery_id
    return exists().where(same, later.id > FailedDelivery.id).correlate(FailedDelivery)
