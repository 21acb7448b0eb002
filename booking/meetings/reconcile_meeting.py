"""Looks at issued meetings as the provider has them now, and puts right what somebody changed there.

Gone: withdrawn here, and a new one is wanted. Moved or set otherwise: put back, because the booking is what counts
(staff who want another time move the booking). What an administrator has locked stays and becomes an alarm, and so does
a meeting that cannot be looked at: it may have been turned into something else.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from booking.announcements.meetings import announce_meeting_replaced
from booking.audit.record import record
from booking.bookings.steps.want_meeting import want_meeting
from booking.core.keys import DataKeys
from booking.meetings.failures import MeetingFailed
from booking.meetings.provider import MeetingProvider, MeetingRef, MeetingRequest
from booking.meetings.seen import SeenMeeting
from booking.meetings.steps.count_calls import note_made
from booking.meetings.steps.next_tries import next_try
from booking.meetings.steps.requests import ref_of, request_of
from booking.tables import Booking, BookingStatus, Meeting, MeetingState
from database.leases import FREED, Lease, Settle, is_free, work_leased
from database.transactions import transact

LEASE = timedelta(minutes=2)
PAUSE = timedelta(minutes=10)  # after a look that failed
ACTOR = "job:reconcile_meetings"
SEEN: Mapping[str, object] = {"unseen_since": None, "unseen_why": ""}

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Leased:
    lease: Lease
    ref: MeetingRef
    request: MeetingRequest
    passcode: str = field(repr=False)
    join_url: str = field(repr=False)
    drift: str  # what could not be put back before
    unseen_since: datetime | None


def want_reconciling(session: Session, provider_id: str, *, real_now: datetime) -> None:
    """Look at this meeting soon: the provider has told that somebody changed or removed it."""
    issued = Meeting.provider_id == provider_id, Meeting.state == MeetingState.ISSUED
    session.execute(update(Meeting).where(*issued).values(reconcile_at=real_now))


def reconcile_next(provider: MeetingProvider, keys: DataKeys, *, now: datetime, real_now: datetime) -> bool:
    """Look at the meeting that is due; False if none is. Several workers may call this at once."""
    return work_leased(
        Meeting,
        _due(provider.name, now, real_now),
        until=real_now + LEASE,
        read=lambda _session, meeting, lease: _leased(meeting, keys, lease),
        do=lambda leased: _look(provider, keys, leased, now=now, real_now=real_now),
        counts=False,
    )


def _look(provider: MeetingProvider, keys: DataKeys, leased: _Leased, *, now: datetime, real_now: datetime) -> Settle:
    try:
        seen = provider.look(leased.ref)
        if seen and _can_be_mended(seen, leased):
            seen = provider.mend(leased.ref, leased.request, passcode=leased.passcode)
            transact(lambda session: _note_mending(session, leased, now, real_now))
    except MeetingFailed as failed:
        why = failed
        logger.warning("meeting %s not looked at: %s", leased.lease.key, why.reason)
        return lambda session: _look_again(session, leased, why, now, real_now)
    return lambda session: _settle(session, leased, seen, keys, now)


def _due(provider: str, now: datetime, real_now: datetime) -> Select[int]:
    return (
        select(Meeting.id)
        .where(
            Meeting.state == MeetingState.ISSUED,
            Meeting.provider == provider,
            Meeting.provider_id.is_not(None),
            Meeting.reconcile_at <= real_now,  # by an index of the few that have one
            Meeting.ends_at > now,
            Meeting.booking.has((Booking.ends_at > now) & (Booking.status == BookingStatus.BOOKED)),
            is_free(Meeting, real_now),
        )
        .order_by(Meeting.reconcile_at, Meeting.id)
    )


def _leased(meeting: Meeting, keys: DataKeys, lease: Lease) -> _Leased | None:
    if not (meeting.provider_id and meeting.passcode_sealed and meeting.join_url_sealed):
        return None
    return _Leased(
        lease,
        ref_of(meeting),
        request_of(meeting),
        keys.open(meeting.passcode_sealed),
        keys.open(meeting.join_url_sealed),
        meeting.drift,
        meeting.unseen_since,
    )


def _can_be_mended(seen: SeenMeeting, leased: _Leased) -> bool:
    """Whether there is something to put back, and not just what stayed as it was the last time.

    Each correction causes a webhook that asks for the next look, and counts against the host's daily limit.
    """
    return _joined(_difference(seen, leased)) not in {"", leased.drift}


def _joined(names: tuple[str, ...]) -> str:
    return ",".join(names)


def _difference(seen: SeenMeeting, leased: _Leased) -> tuple[str, ...]:
    """What differs. A provider that keeps no time or no passcode differs in neither."""
    request = leased.request
    moved = seen.starts_at is not None and (seen.starts_at, seen.length_minutes) != (
        request.starts_at,
        request.length_minutes,
    )
    other_passcode = bool(seen.passcode) and seen.passcode != leased.passcode
    named = [*seen.drift, *(["time"] if moved else []), *(["passcode"] if other_passcode else [])]
    return tuple(dict.fromkeys(named))


def _settle(session: Session, leased: _Leased, seen: SeenMeeting | None, keys: DataKeys, now: datetime) -> None:
    if seen is None:
        _replace(session, leased, now)
        return
    values: dict[str, object] = {"drift": _joined(_difference(seen, leased)), "reconcile_at": None, **SEEN}
    if seen.join_url and seen.join_url != leased.join_url:
        values["join_url_sealed"] = keys.seal(seen.join_url)
    _end_lease(session, leased, **values)


def _replace(session: Session, leased: _Leased, now: datetime) -> None:
    """The meeting is gone: its details are void from now on, and the seeker gets those of a new one."""
    if not _end_lease(
        session,
        leased,
        state=MeetingState.WITHDRAWN,
        withdrawn_at=now,
        removed_at=now,
        reconcile_at=None,
        drift="",
        **SEEN,
    ):
        return
    booking = session.get_one(Booking, session.get_one(Meeting, leased.lease.key).booking_id)
    wanted = want_meeting(session, booking, now=now)
    record(session, actor=ACTOR, act="replace_meeting", object_=f"booking:{booking.number}", now=now)
    announce_meeting_replaced(session, booking, wanted, now=now)


def _note_mending(session: Session, leased: _Leased, now: datetime, real_now: datetime) -> None:
    note_made(session, leased.request.host, real_now=real_now)
    number = session.get_one(Meeting, leased.lease.key).booking.number
    record(session, actor=ACTOR, act="mend_meeting", object_=f"booking:{number}", now=now)


def _look_again(session: Session, leased: _Leased, failed: MeetingFailed, now: datetime, real_now: datetime) -> None:
    uncounted = replace(leased.lease, tries=1)
    again = next_try(failed, uncounted, first=PAUSE, longest=PAUSE, real_now=real_now)
    since = leased.unseen_since or now
    _end_lease(session, leased, reconcile_at=again, unseen_since=since, unseen_why=failed.reason)


def _end_lease(session: Session, leased: _Leased, **values: object) -> bool:
    """Write `values`, unless the lease has passed on or the meeting was withdrawn meanwhile; whether it was ours."""
    ours = leased.lease.held()
    ended = ours.where(Meeting.state == MeetingState.ISSUED).values(**values, **FREED)
    kept = session.execute(ended.returning(Meeting.id)).one_or_none()
    if kept is None:
        session.execute(ours.values(FREED))
    return kept is not None
