"""Tells the provider which meetings were withdrawn: lease, tell outside any transaction, note it."""

import logging
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, or_, select, update
from sqlalchemy.orm import Session

from booking.actions.next_tries import next_try
from booking.meetings.failures import MeetingFailed
from booking.meetings.provider import AskedMeeting, MeetingProvider
from booking.models import Meeting, MeetingState
from database.base import db
from database.transactions import transact

LEASE = timedelta(minutes=2)
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Leased:
    meeting_id: int
    asked: AskedMeeting
    lease: str
    tries: int


def remove_next(provider: MeetingProvider, *, now: datetime, real_now: datetime) -> bool:
    """Remove the meeting that has been withdrawn longest; False if none is due. Several workers may call this."""
    if not _is_any_due(real_now):
        return False
    leased = transact(lambda session: _lease_one(session, real_now))
    if leased is None:
        return False
    _remove(provider, leased, now=now, real_now=real_now)
    return True


def _remove(provider: MeetingProvider, leased: _Leased, *, now: datetime, real_now: datetime) -> None:
    try:
        provider.withdraw(leased.asked)
    except MeetingFailed as failed:
        logger.warning("meeting %s not removed: %s", leased.meeting_id, failed.reason)
        again = next_try(
            failed, leased.tries, lease=leased.lease, first=FIRST_PAUSE, longest=LONGEST_PAUSE, real_now=real_now
        )
        transact(lambda session: _settle(session, leased, next_try_at=again))
        return
    transact(lambda session: _settle(session, leased, removed_at=now))


def _is_any_due(real_now: datetime) -> bool:
    """A look without a lock: most rounds of the scheduler find nothing and keep out of the writers' way."""
    found = db.session.scalar(_due(real_now).limit(1)) is not None
    db.session.rollback()
    return found


def _due(real_now: datetime) -> Select[int]:
    return (
        select(Meeting.id)
        .where(
            Meeting.state == MeetingState.WITHDRAWN,
            Meeting.removed_at.is_(None),
            or_(Meeting.next_try_at.is_(None), Meeting.next_try_at <= real_now),
            or_(Meeting.leased_until.is_(None), Meeting.leased_until <= real_now),
        )
        .order_by(Meeting.id)
    )


def _lease_one(session: Session, real_now: datetime) -> _Leased | None:
    lease = str(uuid.uuid4())
    due = _due(real_now).limit(1).with_for_update(skip_locked=True)
    meeting = session.scalars(
        update(Meeting)
        .where(Meeting.id == due.scalar_subquery())
        .values(lease=lease, leased_until=real_now + LEASE, tries=Meeting.tries + 1)
        .returning(Meeting)
    ).one_or_none()
    if meeting is None:
        return None
    asked = AskedMeeting(meeting.mark, meeting.provider_id, meeting.host or meeting.booking.desk.zoom_host)
    return _Leased(meeting.id, asked, lease, meeting.tries)


def _settle(session: Session, leased: _Leased, **values: datetime) -> None:
    session.execute(
        update(Meeting)
        .where(Meeting.id == leased.meeting_id, Meeting.lease == leased.lease)
        .values(lease=None, leased_until=None, **values)
    )
