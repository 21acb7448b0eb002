"""Asks the provider for the meetings that are wanted: lease, ask outside any transaction, store the answer.

A worker that dies after asking leaves a lease that runs out; the next one asks with the same mark, and the provider
answers with the meeting that exists.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session

from booking.accounts.keys import DataKeys
from booking.actions.next_tries import next_try
from booking.actions.wishing import wish_of
from booking.meeting_announcements import announce_issued
from booking.meetings.failures import MeetingFailed, MeetingsMisconfigured, MeetingsParked
from booking.meetings.provider import AskedMeeting, IssuedMeeting, MeetingProvider, MeetingWish
from booking.metrics import count_meeting_failure
from booking.models import Booking, Desk, Meeting, MeetingState
from database.leases import FREED, held, may_be_tried, take_next
from database.transactions import transact

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
    leased = take_next(Meeting, _due(now, real_now), until=real_now + LEASE, read=_leased)
    if leased is None:
        return False
    _issue(provider, keys, leased, now=now, real_now=real_now)
    return True


def _issue(provider: MeetingProvider, keys: DataKeys, leased: _Leased, *, now: datetime, real_now: datetime) -> None:
    try:
        issued = provider.issue(leased.wish)
    except MeetingFailed as failed:
        why = failed
        count_meeting_failure(type(failed).__name__)
        logger.warning("meeting of booking %s not issued: %s", leased.booking_number, why.reason)
        transact(lambda session: _note_failure(session, leased, why, now, real_now))
        return
    if transact(lambda session: _store(session, leased, provider.name, issued, keys, now)):
        return
    if transact(lambda session: _is_stray(session, leased, issued)):
        _discard(provider, leased, issued)


def _due(now: datetime, real_now: datetime) -> Select[int]:
    return (
        select(Meeting.id)
        .where(
            Meeting.state.in_([MeetingState.WANTED, MeetingState.FAILING]),
            Meeting.booking.has(Booking.ends_at > now),
            may_be_tried(Meeting, real_now),
        )
        .order_by(Meeting.starts_at, Meeting.id)  # a late booking does not wait behind a hundred others
    )


def _leased(_session: Session, meeting: Meeting, lease: str) -> _Leased:
    meeting.host = meeting.booking.desk.zoom_host
    return _Leased(meeting.id, meeting.booking.number, lease, meeting.tries, wish_of(meeting))


def _note_failure(session: Session, leased: _Leased, failed: MeetingFailed, now: datetime, real_now: datetime) -> None:
    again = next_try(
        failed, leased.tries, lease=leased.lease, first=FIRST_PAUSE, longest=LONGEST_PAUSE, real_now=real_now
    )
    failing = {
        "state": MeetingState.FAILING,
        "failure": failed.reason,
        "failing_since": func.coalesce(Meeting.failing_since, now),
        "needs_operator": isinstance(failed, MeetingsMisconfigured),
        "next_try_at": again,
    }
    ours = held(Meeting, leased.meeting_id, leased.lease)
    session.execute(ours.where(Meeting.state != MeetingState.WITHDRAWN).values(**failing, **FREED))
    if isinstance(failed, MeetingsParked):
        _park_others(session, leased.wish.host, failing)


def _park_others(session: Session, host: str | None, failing: Mapping[str, object]) -> None:
    """The limit is the host's: its other meetings need not find that out one by one."""
    of_host = select(Booking.id).join(Booking.desk).where(Desk.zoom_host == host)
    session.execute(
        update(Meeting)
        .where(
            Meeting.state.in_([MeetingState.WANTED, MeetingState.FAILING]),
            Meeting.booking_id.in_(of_host),
            Meeting.lease.is_(None),
        )
        .values(**failing),
        execution_options={"synchronize_session": False},
    )


def _store(
    session: Session, leased: _Leased, provider: str, issued: IssuedMeeting, keys: DataKeys, now: datetime
) -> bool:
    """Keep what was issued, unless another worker has taken over; whether the row was still ours.

    Of a meeting that was withdrawn meanwhile only the provider's ID is kept, so that it can be removed there.
    """
    ours = held(Meeting, leased.meeting_id, leased.lease)
    withdrawn = session.execute(
        ours.where(Meeting.state == MeetingState.WITHDRAWN)
        .values(provider=provider, provider_id=issued.provider_id, **FREED)
        .returning(Meeting.id)
    ).one_or_none()
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
            failing_since=None,
            needs_operator=False,
            drift=",".join(issued.drift),
            **FREED,
        )
        .returning(Meeting.booking_id)
    ).one_or_none()
    if stored:
        announce_issued(session, session.get_one(Booking, stored.booking_id), leased.meeting_id, now=now)
    return bool(stored or withdrawn)


def _is_stray(session: Session, leased: _Leased, issued: IssuedMeeting) -> bool:
    """Whether what came too late is a second meeting: the row has another, or its own was removed already.

    While another worker still asks it may be adopting this very one; what is left over then is found at night.
    """
    meeting = session.get_one(Meeting, leased.meeting_id)
    if meeting.state is MeetingState.ISSUED:
        return meeting.provider_id != issued.provider_id
    return meeting.removed_at is not None


def _discard(provider: MeetingProvider, leased: _Leased, issued: IssuedMeeting) -> None:
    try:
        provider.withdraw(AskedMeeting(leased.wish.mark, issued.provider_id, leased.wish.host))
    except MeetingFailed as failed:
        logger.warning("a second meeting of booking %s not removed yet: %s", leased.booking_number, failed.reason)
