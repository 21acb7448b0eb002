"""Tells the provider which meetings were withdrawn: lease, tell outside any transaction, note it."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from booking.meetings.failures import MeetingFailed
from booking.meetings.provider import MeetingProvider, MeetingRef
from booking.meetings.steps.next_tries import next_try
from booking.meetings.steps.requests import ref_of
from booking.tables import Meeting, MeetingState
from database.leases import Lease, Settle, may_be_tried, work_leased

LEASE = timedelta(minutes=2)
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Leased:
    lease: Lease
    ref: MeetingRef


def remove_next(provider: MeetingProvider, *, now: datetime, real_now: datetime) -> bool:
    """Remove the meeting that has been withdrawn longest; False if none is due. Several workers may call this."""
    return work_leased(
        Meeting,
        _due(provider.name, real_now),
        until=real_now + LEASE,
        read=_leased,
        do=lambda leased: _remove(provider, leased, now=now, real_now=real_now),
    )


def _remove(provider: MeetingProvider, leased: _Leased, *, now: datetime, real_now: datetime) -> Settle:
    try:
        provider.withdraw(leased.ref)
    except MeetingFailed as failed:
        logger.warning("meeting %s not removed: %s", leased.lease.key, failed.reason)
        again = next_try(failed, leased.lease, first=FIRST_PAUSE, longest=LONGEST_PAUSE, real_now=real_now)
        return lambda session: leased.lease.end(session, next_try_at=again)
    return lambda session: leased.lease.end(session, removed_at=now)


def _due(provider: str, real_now: datetime) -> Select[int]:
    """Those of this provider, and those of which no provider's answer is known; another one's it cannot remove."""
    return (
        select(Meeting.id)
        .where(
            Meeting.state == MeetingState.WITHDRAWN,
            Meeting.removed_at.is_(None),
            Meeting.provider.in_([provider, ""]),
            may_be_tried(Meeting, real_now),
        )
        .order_by(Meeting.id)
    )


def _leased(_session: Session, meeting: Meeting, lease: Lease) -> _Leased:
    return _Leased(lease, ref_of(meeting))
