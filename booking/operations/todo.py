"""すること: what waits for somebody at some offices, reckoned from the rows; nothing is on it once its fact is gone."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, joinedload

from booking.attendance.absences import unmarked
from booking.attendance.suspensions.reads import SuspensionLine, undecided_at, with_open_answers
from booking.availability.outside_timetable import Outside, Place, why_outside
from booking.availability.procedures import WHICH_KNOWN, known_of
from booking.bookings.rules.eligibility import ends_before
from booking.meetings.troubles import MissingMeeting, missing_meetings
from booking.messages.failed_deliveries.open import OpenFailure, open_failures
from booking.office_changes.calls import CallList, call_lists, kept_among
from booking.operations.alarms import holidays_end_on
from booking.operations.waiting_work import waiting_work
from booking.tables import Booking, BookingStatus, Office, Procedure, Seeker
from calendars.office_time import day_of
from database.base import table_of
from database.one_of import one_of

_A_MINUTE = timedelta(minutes=1)
# Built once, and on the tables: whoever opens the page asks the first.
_bookings, _seekers = table_of(Booking).c, table_of(Seeker).c
_COMING = (
    select(
        _bookings.id,
        _bookings.starts_at,
        _bookings.ends_at,
        _bookings.day,
        _bookings.desk_id,
        _seekers.registration_valid_until,
        *WHICH_KNOWN,
    )
    .select_from(table_of(Booking))
    .join(table_of(Seeker), _seekers.id == _bookings.seeker_id)
    .join(table_of(Procedure), table_of(Procedure).c.id == _bookings.procedure_id)
    .join(table_of(Office), table_of(Office).c.id == _bookings.office_id)
    .where(
        one_of(_bookings.office_id, "office_ids"),
        _bookings.day >= bindparam("today"),
        _bookings.status == BookingStatus.BOOKED,
        _bookings.starts_at > bindparam("now"),
    )
)
_BOOKINGS = (
    select(Booking)
    .where(Booking.id.in_(bindparam("ids", expanding=True)))
    .order_by(Booking.starts_at, Booking.id)
    .options(joinedload(Booking.seeker), joinedload(Booking.office), joinedload(Booking.procedure))
)


@dataclass(frozen=True)
class OutsidePlace:
    """A coming booking that its timetable does not offer, about which nobody has decided that it takes place."""

    booking: Booking
    reasons: frozenset[Outside]


@dataclass(frozen=True)
class Todo:
    """What waits, of each kind the most urgent first."""

    unmarked: Sequence[Booking]
    missing: Sequence[MissingMeeting] = ()
    calls: Sequence[CallList] = ()  # somebody is still to be called, or nobody has noted what an operator decided
    failures: Sequence[OpenFailure] = ()
    proposals: Sequence[SuspensionLine] = ()
    answers: Sequence[SuspensionLine] = ()
    outside: Sequence[OutsidePlace] = ()
    ending: Sequence[Booking] = ()  # their seekers' registrations end before the day
    holidays_end_on: date | None = None  # None: official dates reach far enough


def todo_of_counsellor(session: Session, *, office_ids: Collection[int], now: datetime) -> Todo:
    """What waits for whoever only holds consultations."""
    return Todo(unmarked(session, office_ids=office_ids, now=now))


def todo_of_reception(
    session: Session, *, office_ids: Collection[int], mended_kinds: Mapping[str, str], now: datetime
) -> Todo:
    """What waits for the reception; `mended_kinds` as in `open_failures`.

    How much there is of each kind is one statement, and most of the time nothing: such lists are not asked for.
    """
    work = waiting_work(session, office_ids=office_ids, now=now)
    outside, ending = _standing_elsewhere(session, office_ids, now)
    return Todo(
        unmarked=unmarked(session, office_ids=office_ids, now=now) if work.unmarked else (),
        missing=missing_meetings(session, now=now, office_ids=office_ids) if work.missing_meetings else (),
        calls=_calls(session, office_ids, now) if work.calls or work.unseen_changes else (),
        failures=_failures(session, office_ids, mended_kinds, now) if work.failed_deliveries else (),
        proposals=undecided_at(session, office_ids=office_ids) if work.proposals else (),
        answers=with_open_answers(session, office_ids=office_ids) if work.answers else (),
        outside=outside,
        ending=ending,
        holidays_end_on=holidays_end_on(session, day_of(now)),
    )


def _calls(session: Session, office_ids: Collection[int], now: datetime) -> Sequence[CallList]:
    lists = call_lists(session, office_ids=office_ids, now=now)
    return [each for each in lists if each.waiting or each.is_unseen]


def _failures(
    session: Session, office_ids: Collection[int], mended_kinds: Mapping[str, str], now: datetime
) -> Sequence[OpenFailure]:
    failures = open_failures(session, office_ids=office_ids, mended_kinds=mended_kinds, now=now)
    return [failure for failure in failures if failure.failed]


def _standing_elsewhere(
    session: Session, office_ids: Collection[int], now: datetime
) -> tuple[Sequence[OutsidePlace], Sequence[Booking]]:
    """Coming bookings outside the timetable, and those before which the registration ends; the earliest first.

    All that come are judged by plain columns: of a thousand in a busy month few are either.
    """
    outside, ending = dict[int, frozenset[Outside]](), set[int]()
    given = {"office_ids": office_ids, "today": day_of(now), "now": now}
    for booking_id, starts_at, ends_at, day, desk_id, valid_until, *known in session.execute(_COMING, given):
        place = Place(starts_at, (ends_at - starts_at) // _A_MINUTE, desk_id)
        if reasons := why_outside(known_of(session, *known).rules, place):
            outside[booking_id] = reasons
        if ends_before(valid_until, day):
            ending.add(booking_id)
    if not outside and not ending:
        return (), ()
    found, kept = session.scalars(_BOOKINGS, {"ids": [*outside, *ending]}).all(), kept_among(session, outside)
    return (
        [
            OutsidePlace(each, outside[each.id])
            for each in found
            if each.id in outside and (each.id, each.sequence) not in kept
        ],
        [each for each in found if each.id in ending],
    )
