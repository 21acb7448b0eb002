"""Asks the provider who took part once a consultation is over: lease, ask outside any transaction, keep the answer.

The second source beside the webhooks, and the only one where they do not reach us. A worker that dies after asking
leaves a lease that runs out; an answer replaces the one before it.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, exists, select
from sqlalchemy.orm import Session

from booking.attendance.keep_events import keep_events
from booking.attendance.rules.fetch_times import FETCHED_AFTER, next_fetch
from booking.attendance.rules.who_came import who_came
from booking.core.meeting_events import Event, Sign, Source, Who
from booking.meetings.desk_hosts import is_desk_host
from booking.meetings.failures import MeetingFailed, MeetingsMisconfigured
from booking.meetings.provider import MeetingProvider, MeetingRef
from booking.meetings.seen import Participation
from booking.meetings.steps.next_tries import next_try
from booking.meetings.steps.requests import ref_of
from booking.tables import Meeting, MeetingEvent, MeetingState, ParticipantFetch
from database.base import db
from database.inserting import insert_if_free
from database.leases import Lease, Settle, may_be_tried, work_leased
from database.transactions import transact

LEASE = timedelta(minutes=2)
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(minutes=30)
FETCHED_FOR = timedelta(days=2)  # after which nobody waits for it any more

logger = logging.getLogger(__name__)

_Answers = Mapping[str, Sequence[Participation] | None]


@dataclass(frozen=True)
class _Leased:
    lease: Lease
    ends_at: datetime
    ref: MeetingRef
    display_name: str
    runs: Sequence[str]


def plan_fetches(provider: MeetingProvider, *, now: datetime) -> int:
    """Note which consultations have just ended and are to be asked about; answer how many."""
    if not provider.traits.reports_participants:
        return 0
    ended = db.session.execute(_not_planned(provider.name, now)).all()
    db.session.rollback()
    rows = [
        {"meeting_id": id_, "answers": 0, "due_at": ends_at + FETCHED_AFTER[0], "never_held": False, "tries": 0}
        for id_, ends_at in ended
    ]
    return len(transact(lambda session: insert_if_free(session, ParticipantFetch, rows))) if rows else 0


def fetch_next(provider: MeetingProvider, *, now: datetime, real_now: datetime) -> bool:
    """Ask about one consultation; False if none is due. Several workers may call this at once."""
    return work_leased(
        ParticipantFetch,
        _due(now, real_now),
        until=real_now + LEASE,
        read=_leased,
        do=lambda leased: _fetch(provider, leased, now=now, real_now=real_now),
    )


def _fetch(provider: MeetingProvider, leased: _Leased, *, now: datetime, real_now: datetime) -> Settle:
    try:
        answers = {run: provider.participants(leased.ref, run=run) for run in leased.runs}
    except MeetingsMisconfigured as failed:  # the next time of its own may find it mended
        logger.warning("meeting %s: no list of participants: %s", leased.lease.key, failed.reason)
        return lambda session: _end(session, leased.lease, next_fetch(leased.ends_at, now=now))
    except MeetingFailed as failed:
        logger.warning("meeting %s: no list of participants for now: %s", leased.lease.key, failed.reason)
        again = next_try(failed, leased.lease, first=FIRST_PAUSE, longest=LONGEST_PAUSE, real_now=real_now)
        due_at = now if now < leased.ends_at + FETCHED_FOR else None
        return lambda session: _end(session, leased.lease, due_at, next_try_at=again)
    return lambda session: _keep(session, leased, answers, now)


def _keep(session: Session, leased: _Leased, answers: _Answers, now: datetime) -> None:
    for run, participations in answers.items():
        if participations is not None:
            _replace(session, leased, run, participations, now)
    due_at = next_fetch(leased.ends_at, now=now)
    never_held = due_at is None and all(answer is None for answer in answers.values())
    _end(session, leased.lease, due_at, answers=ParticipantFetch.answers + 1, tries=0, never_held=never_held)


def _replace(
    session: Session, leased: _Leased, run: str, participations: Sequence[Participation], now: datetime
) -> None:
    """Keep the list in place of the one before, and that it was answered; an empty one takes nothing back."""
    if participations:
        before = (MeetingEvent.meeting_id == leased.lease.key, MeetingEvent.run == run)
        session.execute(delete(MeetingEvent).where(*before, MeetingEvent.source == Source.REPORT))
    answered = Event(run, "", Who.MEETING, Sign.LISTED, now, Source.REPORT)
    events = [
        event
        for position, stay in enumerate(participations)
        for event in _events(run, f"row-{position}:{stay.device}", stay, _who(session, stay, leased.display_name))
    ]
    keep_events(session, leased.lease.key, [answered, *events])


def _who(session: Session, stay: Participation, display_name: str) -> Who:
    staff = stay.staff or is_desk_host(session, stay.email)
    return who_came(stay.name, display_name, host=stay.host, staff=staff)


def _events(run: str, participant: str, stay: Participation, who: Who) -> Sequence[Event]:
    come, gone = (Sign.WAITED, Sign.STOPPED_WAITING) if stay.in_waiting_room else (Sign.ENTERED, Sign.LEFT)
    came = Event(run, participant, who, come, stay.joined_at, Source.REPORT)
    if stay.left_at is None:
        return [came]
    return [came, Event(run, participant, who, gone, max(stay.left_at, stay.joined_at), Source.REPORT)]


def _not_planned(provider: str, now: datetime) -> Select[int, datetime]:
    known = exists().where(ParticipantFetch.meeting_id == Meeting.id)
    return select(Meeting.id, Meeting.ends_at).where(
        Meeting.state == MeetingState.ISSUED,
        Meeting.provider == provider,
        Meeting.ends_at <= now - FETCHED_AFTER[0],
        Meeting.ends_at > now - FETCHED_FOR,
        ~known,
    )


def _due(now: datetime, real_now: datetime) -> Select[int]:
    return (
        select(ParticipantFetch.meeting_id)
        .where(ParticipantFetch.due_at <= now, may_be_tried(ParticipantFetch, real_now))
        .order_by(ParticipantFetch.due_at)
    )


def _leased(session: Session, fetch: ParticipantFetch, lease: Lease) -> _Leased:
    meeting = session.get_one(Meeting, fetch.meeting_id)
    return _Leased(
        lease=lease,
        ends_at=meeting.ends_at,
        ref=ref_of(meeting),
        display_name=meeting.booking.display_name,
        runs=_runs_of(session, meeting),
    )


def _runs_of(session: Session, meeting: Meeting) -> Sequence[str]:
    """The runs that events name; else the meeting's ID, which the provider takes for its latest run."""
    named = select(MeetingEvent.run).where(
        MeetingEvent.meeting_id == meeting.id, MeetingEvent.source == Source.WEBHOOK, MeetingEvent.run != ""
    )
    return session.scalars(named.distinct().order_by(MeetingEvent.run)).all() or [meeting.provider_id or ""]


def _end(session: Session, lease: Lease, due_at: datetime | None, **values: object) -> None:
    lease.end(session, **({"due_at": due_at, "next_try_at": None} | values))
