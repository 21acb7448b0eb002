"""The nightly comparison of what the provider has with what we know, in both directions.

Ours that the list does not show, or shows at another time, are looked at (reconcile_meetings), as are all of the next
two days; where the provider keeps no list, all are. Theirs that carry a mark of ours twice, or one that was removed,
are withdrawn: a late answer, or one that somebody recovered. Whatever carries no mark of ours is never touched: if it
overlaps a consultation it is an alarm.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from booking.meetings.failures import MeetingFailed
from booking.meetings.provider import MeetingProvider, MeetingRef
from booking.meetings.seen import SeenMeeting
from booking.tables import Booking, BookingStatus, Desk, Meeting, MeetingState, StrangeMeeting
from database.transactions import transact

LOOKED_AT_BEFORE = timedelta(days=2)  # so that there is still time to tell the seeker

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class _DeskHost:
    """A desk with its host, or with an earlier one (not `present`) that still has meetings of it."""

    desk_id: int
    host: str
    present: bool


def reconcile_account(provider: MeetingProvider, *, now: datetime, real_now: datetime) -> int:
    """Compare every host; answer how many meetings of the provider were withdrawn. A host that fails is left out."""
    withdrawn = 0
    for desk in transact(lambda session: _desk_hosts(session, now)):
        try:
            listed = provider.meetings_of(desk.host) if provider.traits.keeps_list else ()
            strays = _compare(desk, listed, provider.name, now, real_now)
            for stray in strays:
                provider.withdraw(stray)
                withdrawn += 1
        except MeetingFailed as failed:
            logger.warning("meetings of desk %s not compared: %s", desk.desk_id, failed.reason)
            _look_at_the_next(desk, provider.name, now, real_now)
    return withdrawn


def _desk_hosts(session: Session, now: datetime) -> Sequence[_DeskHost]:
    present = {(desk.id, desk.zoom_host) for desk in session.scalars(select(Desk)) if desk.zoom_host}
    still = select(Booking.desk_id, Meeting.host).join(Meeting.booking).where(_counts(now), Meeting.host.is_not(None))
    desks = present | {(desk_id, host) for desk_id, host in session.execute(still) if host}
    return [_DeskHost(desk_id, host, (desk_id, host) in present) for desk_id, host in sorted(desks)]


def _counts(now: datetime) -> ColumnElement[bool]:
    """Issued meetings (joined with their bookings) of consultations to come."""
    return (Meeting.state == MeetingState.ISSUED) & (Booking.status == BookingStatus.BOOKED) & (Booking.ends_at > now)


def _compare(
    desk: _DeskHost, listed: Sequence[SeenMeeting], provider: str, now: datetime, real_now: datetime
) -> Sequence[MeetingRef]:
    return transact(lambda session: _compared(session, desk, listed, provider, now, real_now))


def _compared(
    session: Session, desk: _DeskHost, listed: Sequence[SeenMeeting], provider: str, now: datetime, real_now: datetime
) -> Sequence[MeetingRef]:
    """In one transaction: ask for looks, note what is strange, and answer what is to be withdrawn."""
    _want_reconciling(session, desk, listed, provider, now, real_now)
    known = _known(session, listed)
    strange = [seen for seen in listed if seen.mark not in known and not _is_issued(session, seen)]
    if desk.present:
        _note_strange(session, desk, strange, now)
    return [
        MeetingRef(seen.provider_id, desk.host, meeting.mark)
        for seen in listed
        if seen.mark
        and (meeting := known.get(seen.mark))
        and _is_left_over(meeting, seen)
        # Staff may have entered anew, with another passcode, a meeting that we had issued.
        and not _is_issued(session, seen)
    ]


def _want_reconciling(
    session: Session, desk: _DeskHost, listed: Sequence[SeenMeeting], provider: str, now: datetime, real_now: datetime
) -> None:
    shown = {seen.provider_id: seen for seen in listed}
    issued = session.scalars(
        select(Meeting)
        .join(Meeting.booking)
        .where(_counts(now), Meeting.provider == provider, Meeting.host == desk.host, Booking.desk_id == desk.desk_id)
    )
    for meeting in issued:
        seen = shown.get(meeting.provider_id or "")
        if seen is None or seen.starts_at != meeting.starts_at or meeting.starts_at <= now + LOOKED_AT_BEFORE:
            # Once a night it is tried again to put back what an administrator had locked.
            session.execute(update(Meeting).where(Meeting.id == meeting.id).values(reconcile_at=real_now, drift=""))


def _look_at_the_next(desk: _DeskHost, provider: str, now: datetime, real_now: datetime) -> None:
    """Ask for a look at the meetings that a list would have asked for anyway: each look succeeds or is an alarm."""
    near = Booking.desk_id == desk.desk_id, Booking.starts_at <= now + LOOKED_AT_BEFORE
    of_lane = select(Meeting.id).join(Meeting.booking).where(_counts(now), *near)
    own = Meeting.provider == provider, Meeting.host == desk.host, Meeting.reconcile_at.is_(None)
    look = update(Meeting).where(Meeting.id.in_(of_lane), *own).values(reconcile_at=real_now)
    transact(lambda session: session.execute(look))


def _known(session: Session, listed: Sequence[SeenMeeting]) -> dict[str, Meeting]:
    """The meetings under the marks that the list shows."""
    marks = [seen.mark for seen in listed if seen.mark]
    return {meeting.mark: meeting for meeting in session.scalars(select(Meeting).where(Meeting.mark.in_(marks)))}


def _is_left_over(meeting: Meeting, seen: SeenMeeting) -> bool:
    """Whether this is none that we count on: a second one under the mark, or one that was removed before.

    One that is still wanted is adopted by the next try, and one that waits for its removal is removed there.
    """
    if meeting.state is MeetingState.ISSUED:
        return meeting.provider_id != seen.provider_id
    return meeting.state is MeetingState.WITHDRAWN and meeting.removed_at is not None


def _is_issued(session: Session, seen: SeenMeeting) -> bool:
    """Whether we know its ID: somebody entered it by hand, or edited away its mark."""
    known = select(Meeting.id).where(Meeting.provider_id == seen.provider_id, Meeting.state == MeetingState.ISSUED)
    return session.scalar(known.limit(1)) is not None


def _note_strange(session: Session, desk: _DeskHost, strange: Sequence[SeenMeeting], now: datetime) -> None:
    session.execute(delete(StrangeMeeting).where(StrangeMeeting.desk_id == desk.desk_id))
    for seen in strange:
        if seen.starts_at is None or seen.length_minutes is None:
            continue
        ends_at = seen.starts_at + timedelta(minutes=seen.length_minutes)
        if _overlaps(session, desk, seen.starts_at, ends_at):
            session.add(
                StrangeMeeting(
                    desk_id=desk.desk_id,
                    provider_id=seen.provider_id,
                    starts_at=seen.starts_at,
                    ends_at=ends_at,
                    seen_at=now,
                )
            )


def _overlaps(session: Session, desk: _DeskHost, starts_at: datetime, ends_at: datetime) -> bool:
    booked = select(Booking.id).where(
        Booking.desk_id == desk.desk_id,
        Booking.status == BookingStatus.BOOKED,
        Booking.starts_at < ends_at,
        Booking.ends_at > starts_at,
    )
    return session.scalar(booked.limit(1)) is not None
