"""What monitoring draws as curves: ages and counts, no booking and no person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from booking.tables import Booking, BookingStatus, Meeting, MeetingState
from notifier.tables import Delivery, DeliveryState, FailedDelivery, JobState


@dataclass(frozen=True)
class Gauges:
    """Ages in seconds, 0 when there is nothing to wait for."""

    message_age: float
    meeting_age: float
    failed_deliveries: int
    jobs: Sequence[JobState]


def gauges(session: Session, *, now: datetime) -> Gauges:
    """As they are at `now` (the office's moment)."""
    due = select(func.min(Delivery.due_at)).where(Delivery.state == DeliveryState.WAITING, Delivery.due_at <= now)
    wanted = select(func.min(Meeting.wanted_at)).where(
        Meeting.state.in_([MeetingState.WANTED, MeetingState.FAILING]),
        Meeting.booking.has((Booking.status == BookingStatus.BOOKED) & (Booking.ends_at > now)),
    )
    failed = select(func.count()).select_from(FailedDelivery).where(FailedDelivery.resolved_at.is_(None))
    return Gauges(
        message_age=_age(session.scalar(due), now),
        meeting_age=_age(session.scalar(wanted), now),
        failed_deliveries=session.scalar(failed) or 0,
        jobs=session.scalars(select(JobState).order_by(JobState.name)).all(),
    )


def _age(since: datetime | None, now: datetime) -> float:
    return max((now - since).total_seconds(), 0) if since else 0
