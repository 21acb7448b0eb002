"""What did not arrive: failed deliveries that nobody has resolved, and those that are refused again and again."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, false, func, or_, select
from sqlalchemy.orm import Session, aliased, contains_eager

from booking.messages.failed_deliveries.rows import MOST, RESPONSIBLE_OFFICE, Rows, at_offices, names_of, with_recipient
from booking.tables import Booking, Seeker
from database.one_of import one_of
from notifier.tables import Delivery, DeliveryState, FailedDelivery, Message, Resolution

TRIED_FOR = timedelta(minutes=30)  # so long refused, staff may want to call before it has failed


@dataclass(frozen=True)
class OpenFailure:
    """A delivery that did not arrive, and whom it should have told; `booking` if it is about one."""

    delivery: Delivery
    seeker: Seeker
    booking: Booking | None
    failed: FailedDelivery | None = None  # None: still tried
    owner: str = ""  # the name of the colleague who sees to it
    sent_again: int = 0  # so many times, and each time it failed
    address_corrected: bool = False  # since it failed

    @property
    def message(self) -> Message:
        """What it tells."""
        return self.delivery.message


def open_failures(
    session: Session, *, office_ids: Collection[int], mended_kinds: Mapping[str, str], now: datetime
) -> Sequence[OpenFailure]:
    """What staff of the offices must see to, the oldest failure first, and after it what is still tried.

    `mended_kinds` says for each channel which kind of message tells of a mended address.
    """
    oldest_first = _failed_ones(office_ids, mended_kinds).order_by(FailedDelivery.id).limit(MOST)
    return [*_read(session, oldest_first), *_struggling(session, office_ids, now)]


def one_failure(session: Session, failed_id: int, *, office_ids: Collection[int]) -> OpenFailure | None:
    """One of what they must see to, whether or not its address was corrected; None when it is not (any more)."""
    return next(iter(_read(session, _failed_ones(office_ids, {}).where(FailedDelivery.id == failed_id))), None)


def how_many_failed_of(session: Session, seeker_id: int, *, office_ids: Collection[int]) -> int:
    """How many failed deliveries that nobody has resolved should have told this seeker."""
    return session.scalar(HOW_MANY_FAILED.where(Seeker.id == seeker_id), {"office_ids": list(office_ids)}) or 0


def how_many_failed_about(session: Session, booking_id: int) -> int:
    """How many failed deliveries that nobody has resolved should have told something about this booking."""
    of_booking = _unresolved(select(func.count(FailedDelivery.id))).where(Booking.id == booking_id)
    return session.scalar(of_booking) or 0


def _failed_ones(office_ids: Collection[int], mended_kinds: Mapping[str, str]) -> Rows:
    shown = select(Delivery, Seeker, Booking, FailedDelivery, _times_sent_again(), _corrected_since(mended_kinds))
    return at_offices(_unresolved(shown), office_ids)


def _read(session: Session, failed_ones: Rows) -> Sequence[OpenFailure]:
    rows = session.execute(failed_ones.options(contains_eager(Delivery.message))).all()
    names = names_of(session, (failed.owner for _, _, _, failed, *_ in rows))
    return [
        OpenFailure(delivery, seeker, booking, failed, names.get(failed.owner, ""), *facts)
        for delivery, seeker, booking, failed, *facts in rows
    ]


def _times_sent_again() -> ColumnElement[int]:
    earlier = aliased(FailedDelivery)
    again = (earlier.delivery_id == FailedDelivery.delivery_id) & (earlier.resolution == Resolution.SENT_AGAIN)
    return select(func.count(earlier.id)).where(again).correlate(FailedDelivery).scalar_subquery()


def _corrected_since(mended_kinds: Mapping[str, str]) -> ColumnElement[bool]:
    """Whether the address was corrected since: each correction puts a message into the inbox."""
    mended = aliased(Message)
    of_channel = or_(
        false(), *((Delivery.channel == channel) & (mended.kind == kind) for channel, kind in mended_kinds.items())
    )
    since = (mended.recipient == Message.recipient) & (mended.made_at > FailedDelivery.failed_at)
    return exists().where(of_channel, since).correlate(Delivery, Message, FailedDelivery)


def _struggling(session: Session, office_ids: Collection[int], now: datetime) -> Sequence[OpenFailure]:
    query = with_recipient(select(Delivery, Seeker, Booking)).where(
        Delivery.state == DeliveryState.WAITING, Delivery.failure != "", Delivery.due_at <= now - TRIED_FOR
    )
    some = at_offices(query, office_ids).order_by(Delivery.due_at, Delivery.id).limit(MOST)
    rows = session.execute(some.options(contains_eager(Delivery.message)))
    return [OpenFailure(*row) for row in rows]


def _unresolved(query: Rows) -> Rows:
    joined = query.select_from(FailedDelivery).join(FailedDelivery.delivery)
    return with_recipient(joined).where(FailedDelivery.resolved_at.is_(None))


# Built once: every day sheet asks it.
HOW_MANY_FAILED = _unresolved(select(func.count(FailedDelivery.id))).where(one_of(RESPONSIBLE_OFFICE, "office_ids"))
