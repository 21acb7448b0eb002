"""Meetings that somebody must look at: missing, set otherwise, captured, not to be seen, strange, or not removed.

Opens no secrets.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from booking.availability.offices import office_days_as_of, office_days_of
from booking.bookings.rules.meeting_alarms import (
    SHORTEST,
    is_unseen_alarm,
    may_be_missing_for,
    office_days_left,
)
from booking.meetings.at_offices import AtOffices
from booking.meetings.captures.reads import captured_bookings
from booking.tables import Booking, BookingStatus, Desk, Meeting, MeetingState, Office, StrangeMeeting
from calendars.office_days import OfficeDays
from calendars.office_time import day_of
from database.base import table_of
from database.connections import connection_of
from database.fast.prepared import Prepared
from database.one_of import one_of

REMOVAL_MAY_TAKE = timedelta(days=1)
_ONE_DAY = timedelta(days=1)  # a consultation may last beyond midnight


def _of_coming_consultations(*conditions: ColumnElement[bool]) -> AtOffices[Meeting]:
    query = (
        select(Meeting)
        .join(Meeting.booking)
        .where(
            Booking.status == BookingStatus.BOOKED,
            Booking.ends_at > bindparam("now"),
            Booking.day >= bindparam("since"),  # says nothing new, but is found by an index
            *conditions,
        )
        .order_by(Booking.starts_at, Booking.id)
        .options(
            contains_eager(Meeting.booking).options(
                joinedload(Booking.desk), joinedload(Booking.seeker), joinedload(Booking.office)
            )
        )
    )
    return AtOffices(query, Booking.office_id)


_WANTED = _of_coming_consultations(Meeting.state.in_([MeetingState.WANTED, MeetingState.FAILING]))
_DRIFTED = _of_coming_consultations(Meeting.state == MeetingState.ISSUED, Meeting.drift != "")
_NOT_SEEN = _of_coming_consultations(Meeting.state == MeetingState.ISSUED, Meeting.unseen_since.is_not(None))
_STRANGE = AtOffices(
    select(StrangeMeeting)
    .join(StrangeMeeting.desk)
    .where(StrangeMeeting.ends_at > bindparam("now"))
    .order_by(StrangeMeeting.starts_at, StrangeMeeting.id)
    .options(contains_eager(StrangeMeeting.desk).joinedload(Desk.office)),
    Desk.office_id,
)
_NOT_REMOVED = AtOffices(
    select(func.count())
    .select_from(Meeting)
    .join(Meeting.booking)
    .where(
        Meeting.state == MeetingState.WITHDRAWN,
        Meeting.removed_at.is_(None),
        Meeting.withdrawn_at < bindparam("withdrawn_before"),
    ),
    Booking.office_id,
)


_meetings, _bookings, _offices = (table_of(model).c for model in (Meeting, Booking, Office))
# On the tables: every day sheet asks whether there are any that have to be judged, which is seldom.
_HAS_TO_BE_JUDGED = (
    _meetings.state.in_([MeetingState.WANTED, MeetingState.FAILING]),
    or_(
        _meetings.state == MeetingState.FAILING,
        _meetings.needs_operator,
        _meetings.wanted_at < bindparam("wanted_before"),
    ),
    _bookings.status == BookingStatus.BOOKED,
    _bookings.ends_at > bindparam("now"),
    _bookings.day >= bindparam("not_before"),
    one_of(_bookings.office_id, "office_ids"),
)
_WITH_BOOKINGS = table_of(Meeting).join(table_of(Booking), _bookings.id == _meetings.booking_id)
HOW_MANY_TO_JUDGE = select(func.count()).select_from(_WITH_BOOKINGS).where(*_HAS_TO_BE_JUDGED)
_TO_JUDGE = Prepared(
    select(
        _offices.id,
        _offices.version,
        _bookings.day,
        _meetings.state,
        _meetings.wanted_at,
        _meetings.needs_operator,
        _bookings.late_reason,
    )
    .select_from(_WITH_BOOKINGS.join(table_of(Office), _offices.id == _bookings.office_id))
    .where(*_HAS_TO_BE_JUDGED)
)


@dataclass(frozen=True)
class MissingMeeting:
    """A coming consultation without its meeting; `urgent` when somebody must act now."""

    meeting: Meeting
    days_left: int
    urgent: bool

    @property
    def booking(self) -> Booking:
        """The consultation."""
        return self.meeting.booking


@dataclass(frozen=True)
class MeetingTroubles:
    """All of them, of some offices or of every one."""

    missing: Sequence[MissingMeeting]
    drifted: Sequence[Meeting]
    captured: Sequence[Booking]
    unseen: Sequence[Meeting]  # nobody can say whether they are as they must be
    strange: Sequence[StrangeMeeting]
    not_removed: int

    @property
    def urgent(self) -> int:
        """How many meetings are missing for too long."""
        return sum(missing.urgent for missing in self.missing)


def meeting_troubles(session: Session, *, now: datetime, office_ids: Collection[int] | None = None) -> MeetingTroubles:
    """The troubles of these offices (None: of all), the nearest consultation first."""
    return MeetingTroubles(
        missing=missing_meetings(session, now=now, office_ids=office_ids),
        drifted=_drifted(session, now, office_ids),
        captured=captured_bookings(session, office_ids=office_ids),
        unseen=_unseen(session, now, office_ids),
        strange=_strange(session, now, office_ids),
        not_removed=_not_removed(session, now, office_ids),
    )


def times_to_judge(now: datetime) -> dict[str, Any]:
    """What `HOW_MANY_TO_JUDGE` is given beside the offices and `now`."""
    return {"wanted_before": now - SHORTEST, "not_before": day_of(now) - _ONE_DAY}


def how_many_missing(session: Session, *, now: datetime, office_ids: Collection[int]) -> tuple[int, int]:
    """How many `missing_meetings` finds, and how many of them urgent, without an object for each."""
    given = {"office_ids": office_ids, "now": now, **times_to_judge(now)}
    today, lefts, missing, urgent = day_of(now), dict[tuple[int, date], int](), 0, 0
    for office_id, version, day, state, wanted_at, needs_operator, late in _TO_JUDGE.rows(
        connection_of(session), given
    ):
        if (office_id, day) not in lefts:
            office_days = office_days_as_of(session, office_id, version)
            lefts[office_id, day] = office_days_left(today, day, office_days.is_office_day)
        is_urgent = _is_urgent(state, wanted_at, needs_operator, late, lefts[office_id, day], now=now)
        missing, urgent = missing + (is_urgent or state is MeetingState.FAILING), urgent + is_urgent
    return missing, urgent


def missing_meetings(
    session: Session, *, now: datetime, office_ids: Collection[int] | None
) -> Sequence[MissingMeeting]:
    """The coming consultations whose meetings were tried in vain, or are missing for too long, the nearest first."""
    calendars: dict[int, OfficeDays] = {}
    found = []
    for meeting in _coming(session, now, office_ids, _WANTED):
        office_id = meeting.booking.office_id
        if office_id not in calendars:
            calendars[office_id] = office_days_of(session, office_id)
        found.append(_judged(meeting, calendars[office_id], now))
    return [missing for missing in found if missing.urgent or missing.meeting.state is MeetingState.FAILING]


def is_overdue(session: Session, booking: Booking, *, now: datetime) -> bool:
    """Whether the booking's meeting, which nobody has tried to issue yet, is missing for too long."""
    wanted = select(Meeting).where(Meeting.booking_id == booking.id, Meeting.state == MeetingState.WANTED)
    meeting = session.scalar(wanted.options(joinedload(Meeting.booking)))
    return meeting is not None and _judged(meeting, office_days_of(session, booking.office_id), now).urgent


def _judged(meeting: Meeting, office_days: OfficeDays, now: datetime) -> MissingMeeting:
    left = office_days_left(day_of(now), meeting.booking.day, office_days.is_office_day)
    facts = meeting.state, meeting.wanted_at, meeting.needs_operator, meeting.booking.late_reason
    return MissingMeeting(meeting, left, _is_urgent(*facts, left, now=now))


def _is_urgent(
    state: MeetingState, wanted_at: datetime, needs_operator: bool, late_reason: str, left: int, *, now: datetime
) -> bool:
    allowed = may_be_missing_for(left, late=bool(late_reason), tried=state is MeetingState.FAILING)
    return needs_operator or now - wanted_at > allowed


def _drifted(session: Session, now: datetime, office_ids: Collection[int] | None) -> Sequence[Meeting]:
    return _coming(session, now, office_ids, _DRIFTED)


def _unseen(session: Session, now: datetime, office_ids: Collection[int] | None) -> Sequence[Meeting]:
    return [
        meeting
        for meeting in _coming(session, now, office_ids, _NOT_SEEN)
        if meeting.unseen_since and is_unseen_alarm(meeting.unseen_since, meeting.starts_at, now=now)
    ]


def _coming(
    session: Session, now: datetime, office_ids: Collection[int] | None, meetings: AtOffices[Meeting]
) -> Sequence[Meeting]:
    return meetings.all(session, office_ids, now=now, since=day_of(now) - _ONE_DAY)


def _strange(session: Session, now: datetime, office_ids: Collection[int] | None) -> Sequence[StrangeMeeting]:
    return _STRANGE.all(session, office_ids, now=now)


def _not_removed(session: Session, now: datetime, office_ids: Collection[int] | None) -> int:
    return sum(_NOT_REMOVED.all(session, office_ids, withdrawn_before=now - REMOVAL_MAY_TAKE))
