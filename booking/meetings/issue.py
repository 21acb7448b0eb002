"""Asks the provider for the meetings that are wanted: lease, ask outside any transaction, store the answer.

A worker that dies after asking leaves a lease that runs out; the next one asks with the same mark, and the provider
answers with the meeting that exists.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import Select, func, literal, or_, select, update
from sqlalchemy.orm import Session

from booking.announcements.meetings import announce_issued
from booking.availability.offices import office_days_of
from booking.bookings.rules.meeting_alarms import office_days_left
from booking.bookings.rules.meeting_pace import REST, is_kept_back
from booking.core.keys import DataKeys
from booking.core.metrics import count_meeting_failure
from booking.meetings.failures import KeptForOthers, MeetingFailed, MeetingsMisconfigured, MeetingsParked
from booking.meetings.host_days import made_today
from booking.meetings.provider import IssuedMeeting, MeetingProvider, MeetingRef, MeetingRequest
from booking.meetings.steps.count_calls import note_made, note_used_up
from booking.meetings.steps.next_tries import next_try
from booking.meetings.steps.requests import request_of
from booking.tables import Booking, Desk, Meeting, MeetingState
from calendars.office_time import day_of
from database.leases import FREED, After, Lease, Settle, may_be_tried, work_leased
from database.types import UtcDateTime

LEASE = timedelta(minutes=2)  # longer than any provider's answer may take
FIRST_PAUSE = timedelta(seconds=10)
LONGEST_PAUSE = timedelta(minutes=30)

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Leased:
    lease: Lease
    booking_number: str
    request: MeetingRequest
    kept_for_others: bool = False  # what is left of the host's day


def issue_next(provider: MeetingProvider, keys: DataKeys, *, now: datetime, real_now: datetime) -> bool:
    """Issue the meeting that has been wanted longest; False if none is due. Several workers may call this at once.

    One at a time, so that each lease begins with a clock that was just read. A consultation that is over needs none.
    """
    return work_leased(
        Meeting,
        _due(now, real_now),
        until=real_now + LEASE,
        read=lambda session, meeting, lease: _leased(
            session, meeting, lease, provider.traits.daily_limit, now, real_now
        ),
        do=lambda leased: _issue(provider, keys, leased, now=now, real_now=real_now),
    )


def _issue(provider: MeetingProvider, keys: DataKeys, leased: _Leased, *, now: datetime, real_now: datetime) -> Settle:
    try:
        _refuse_what_is_kept(leased, provider.traits.product, real_now)
        issued = provider.issue(leased.request)
    except MeetingFailed as failed:
        why = failed
        count_meeting_failure(failed.counted_as)
        logger.warning("meeting of booking %s not issued: %s", leased.booking_number, why.reason)
        return lambda session: _note_failure(session, leased, why, now, real_now)

    def settle(session: Session) -> After | None:
        if _store(session, leased, provider.name, issued, keys, now, real_now):
            return None
        return (lambda: _discard(provider, leased, issued)) if _is_stray(session, leased, issued) else None

    return settle


def _due(now: datetime, real_now: datetime) -> Select[int]:
    return (
        select(Meeting.id)
        .where(
            Meeting.state.in_([MeetingState.WANTED, MeetingState.FAILING]),
            Meeting.booking.has(Booking.ends_at > now),
            # What is further ahead than any rest was wanted by a clock that was wrong: it is wanted now.
            or_(Meeting.wanted_at <= now, Meeting.wanted_at > now + REST),
            may_be_tried(Meeting, real_now),
        )
        .order_by(Meeting.starts_at, Meeting.id)  # a late booking does not wait behind a hundred others
    )


def _leased(
    session: Session, meeting: Meeting, lease: Lease, limit: int | None, now: datetime, real_now: datetime
) -> _Leased:
    meeting.host = meeting.booking.desk.zoom_host
    kept = limit is not None and _is_kept_for_others(session, meeting, limit, now, real_now)
    return _Leased(lease, meeting.booking.number, request_of(meeting), kept)


def _is_kept_for_others(session: Session, meeting: Meeting, limit: int, now: datetime, real_now: datetime) -> bool:
    booking = meeting.booking
    made = made_today(session, meeting.host, real_now=real_now)
    is_office_day = office_days_of(session, booking.office_id).is_office_day
    left = office_days_left(day_of(now), booking.day, is_office_day)
    return is_kept_back(made, limit=limit, days_left=left, late=bool(booking.late_reason))


def _refuse_what_is_kept(leased: _Leased, product: str, real_now: datetime) -> None:
    if leased.kept_for_others:
        reason = (
            f"{product}の1日の上限が近いため、残りを近い日の相談のために取ってあります。明日9時のあとに発行します。"
        )
        tomorrow = real_now.astimezone(UTC).date() + timedelta(days=1)
        raise KeptForOthers(reason, until=datetime.combine(tomorrow, time(), tzinfo=UTC))


def _note_failure(session: Session, leased: _Leased, failed: MeetingFailed, now: datetime, real_now: datetime) -> None:
    again = next_try(failed, leased.lease, first=FIRST_PAUSE, longest=LONGEST_PAUSE, real_now=real_now)
    failing = {
        "state": MeetingState.FAILING,
        "failure": failed.reason,
        "failing_since": func.coalesce(Meeting.failing_since, literal(now, UtcDateTime())),
        "needs_operator": isinstance(failed, MeetingsMisconfigured),
        "next_try_at": again,
    }
    session.execute(leased.lease.held().where(Meeting.state != MeetingState.WITHDRAWN).values(**failing, **FREED))
    if isinstance(failed, KeptForOthers):
        return  # others of the host may be nearer
    if isinstance(failed, MeetingsParked):
        note_used_up(session, leased.request.host, real_now=real_now)
        _park_others(session, leased.request.host, failing)


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
    session: Session,
    leased: _Leased,
    provider: str,
    issued: IssuedMeeting,
    keys: DataKeys,
    now: datetime,
    real_now: datetime,
) -> bool:
    """Keep what was issued, unless another worker has taken over; whether the row was still ours.

    Of a meeting that was withdrawn meanwhile only the provider's ID is kept, so that it can be removed there.
    """
    note_made(session, leased.request.host, real_now=real_now)
    ours = leased.lease.held()
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
        announce_issued(session, session.get_one(Booking, stored.booking_id), leased.lease.key, now=now)
    return bool(stored or withdrawn)


def _is_stray(session: Session, leased: _Leased, issued: IssuedMeeting) -> bool:
    """Whether what came too late is a second meeting: the row has another, or its own was removed already.

    While another worker still asks it may be adopting this very one; what is left over then is found at night.
    """
    meeting = session.get_one(Meeting, leased.lease.key)
    if meeting.state is MeetingState.ISSUED:
        return meeting.provider_id != issued.provider_id
    return meeting.removed_at is not None


def _discard(provider: MeetingProvider, leased: _Leased, issued: IssuedMeeting) -> None:
    try:
        provider.withdraw(MeetingRef(issued.provider_id, leased.request.host, leased.request.mark))
    except MeetingFailed as failed:
        logger.warning("a second meeting of booking %s not removed yet: %s", leased.booking_number, failed.reason)
