"""Asks the provider for the meetings that are wanted: lease, ask outside any transaction, store the answer.

A worker that dies after asking leaves a lease that runs out; the next one asks with the same mark, and the provider
answers with the meeting that exists.
"""

import logging
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, or_, select, update
from sqlalchemy.orm import Session

from booking.accounts.keys import DataKeys
from booking.announcements import announce_issued
from booking.meetings.failures import MeetingFailed
from booking.meetings.provider import IssuedMeeting, MeetingProvider, MeetingWish
from booking.models import Booking, Meeting, MeetingState
from booking.policy.booking_numbers import spoken
from calendars.office_time import in_office_time
from database.base import db
from database.transactions import transact
from notifier.backoff import pause_after

LEASE = timedelta(minutes=2)  # longer than any provider's answer may take
FIRST_PAUSE = timedelta(seconds=10)
LONGEST_PAUSE = timedelta(minutes=30)

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Leased:
    meeting_id: int
    booking_number: str
    lease: str
    tries: int
    wish: MeetingWish


def issue_next(provider: MeetingProvider, keys: DataKeys, *, now: datetime, real_now: datetime) -> bool:
    """Issue the meeting that has been wanted longest; False if none is due. Several workers may call this at once.

    One at a time, so that each lease begins with a clock that was just read. A consultation that is over needs none.
    """
    if not _is_any_due(now, real_now):
        return False
    leased = transact(lambda session: _lease_one(session, now, real_now))
    if leased is None:
        return False
    _issue(provider, keys, leased, now=now, real_now=real_now)
    return True


def _issue(provider: MeetingProvider, keys: DataKeys, leased: _Leased, *, now: datetime, real_now: datetime) -> None:
    try:
        issued = provider.issue(leased.wish)
    except MeetingFailed as failed:
        why = failed.reason
        logger.warning("meeting of booking %s not issued: %s", leased.booking_number, why)
        transact(lambda session: _note_failure(session, leased, why, real_now))
        return
    transact(lambda session: _store(session, leased, provider.name, issued, keys, now))


def _is_any_due(now: datetime, real_now: datetime) -> bool:
    """A look without a lock: most rounds of the scheduler find nothing and keep out of the writers' way."""
    found = db.session.scalar(_due(now, real_now).limit(1)) is not None
    db.session.rollback()
    return found


def _due(now: datetime, real_now: datetime) -> Select[int]:
    return (
        select(Meeting.id)
        .where(
            Meeting.state.in_([MeetingState.WANTED, MeetingState.FAILING]),
            Meeting.booking.has(Booking.ends_at > now),
            or_(Meeting.next_try_at.is_(None), Meeting.next_try_at <= real_now),
            or_(Meeting.leased_until.is_(None), Meeting.leased_until <= real_now),
        )
        .order_by(Meeting.id)
    )


def _lease_one(session: Session, now: datetime, real_now: datetime) -> _Leased | None:
    due = _due(now, real_now).limit(1).with_for_update(skip_locked=True)
    lease = str(uuid.uuid4())
    meeting = session.scalars(
        update(Meeting)
        .where(Meeting.id == due.scalar_subquery())
        .values(lease=lease, leased_until=real_now + LEASE, tries=Meeting.tries + 1)
        .returning(Meeting)
    ).one_or_none()
    return _leased(meeting, lease) if meeting else None


def _leased(meeting: Meeting, lease: str) -> _Leased:
    booking = meeting.booking
    wish = MeetingWish(
        mark=meeting.mark,
        topic=f"オンライン相談 {spoken(booking.number)}",
        starts_at=in_office_time(booking.starts_at),
        length_minutes=booking.procedure.length_minutes,
        host=booking.desk.zoom_host,
    )
    return _Leased(meeting.id, booking.number, lease, meeting.tries, wish)


def _note_failure(session: Session, leased: _Leased, why: str, real_now: datetime) -> None:
    pause = pause_after(leased.tries, first=FIRST_PAUSE, longest=LONGEST_PAUSE)
    session.execute(
        update(Meeting)
        .where(
            Meeting.id == leased.meeting_id,
            Meeting.lease == leased.lease,
            Meeting.state != MeetingState.WITHDRAWN,
        )
        .values(
            state=MeetingState.FAILING,
            failure=why,
            next_try_at=real_now + pause,
            lease=None,
            leased_until=None,
        )
    )


def _store(
    session: Session, leased: _Leased, provider: str, issued: IssuedMeeting, keys: DataKeys, now: datetime
) -> None:
    """Keep what was issued, unless another worker has taken over.

    Of a meeting that was withdrawn meanwhile only the provider's ID is kept, so that it can be removed there.
    """
    ours = update(Meeting).where(Meeting.id == leased.meeting_id, Meeting.lease == leased.lease)
    session.execute(
        ours.where(Meeting.state == MeetingState.WITHDRAWN).values(
            provider=provider, provider_id=issued.provider_id, lease=None, leased_until=None
        )
    )
    stored = session.execute(
        ours.where(Meeting.state != MeetingState.WITHDRAWN)
        .values(
            state=MeetingState.ISSUED,
            provider=provider,
            provider_id=issued.provider_id,
            passcode_sealed=keys.seal(issued.passcode),
            join_url_sealed=keys.seal(issued.join_url),
            issued_at=now,
            failure="",
            lease=None,
            leased_until=None,
        )
        .returning(Meeting.booking_id)
    ).one_or_none()
    if stored:
        announce_issued(session, session.get_one(Booking, stored.booking_id), now=now)
