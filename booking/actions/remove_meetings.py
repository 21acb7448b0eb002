"""Tells the provider which meetings were withdrawn: lease, tell outside any transaction, note it."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from booking.actions.next_tries import next_try
from booking.actions.wishing import ref_of
from booking.meetings.failures import MeetingFailed
from booking.meetings.provider import MeetingProvider, MeetingRef
from booking.models import Meeting, MeetingState
from database.leases import give_back, may_be_tried, take_next
from database.transactions import transact

LEASE = timedelta(minutes=2)
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Leased:
    meeting_id: int
    ref: MeetingRef
    lease: str
    tries: int


def remove_next(provider: MeetingProvider, *, now: datetime, real_now: datetime) -> bool:
    """Remove the meeting that has been withdrawn longest; False if none is due. Several workers may call this."""
    leased = take_next(Meeting, _due(real_now), until=real_now + LEASE, read=_leased)
    if leased is None:
        return False
    _remove(provider, leased, now=now, real_now=real_now)
    return True


def _remove(provider: MeetingProvider, leased: _Leased, *, now: datetime, real_now: datetime) -> None:
    try:
        provider.withdraw(leased.ref)
    except MeetingFailed as failed:
        logger.warning("meeting %s not removed: %s", leased.meeting_id, failed.reason)
        again = next_try(
            failed, leased.tries, lease=leased.lease, first=FIRST_PAUSE, longest=LONGEST_PAUSE, real_now=real_now
        )
        transact(lambda session: _settle(session, leased, next_try_at=again))
        return
    transact(lambda session: _settle(session, leased, removed_at=now))


def _due(real_now: datetime) -> Select[int]:
    return (
        select(Meeting.id)
        .where(
            Meeting.state == MeetingState.WITHDRAWN,
            Meeting.removed_at.is_(None),
            may_be_tried(Meeting, real_now),
        )
        .order_by(Meeting.id)
    )


def _leased(_session: Session, meeting: Meeting, lease: str) -> _Leased:
    return _Leased(meeting.id, ref_of(meeting), lease, meeting.tries)


def _settle(session: Session, leased: _Leased, **values: datetime) -> None:
    give_back(session, Meeting, leased.meeting_id, leased.lease, **values)
