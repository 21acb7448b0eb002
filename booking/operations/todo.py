"""すること: what waits for somebody at some offices, reckoned from the rows; nothing is on it once its fact is gone."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from booking.attendance.absences import unmarked
from booking.attendance.suspensions.reads import SuspensionLine, undecided_at, with_open_answers
from booking.availability.outside_timetable import Outside
from booking.availability.placed_outside import outside_timetable
from booking.bookings.rules.eligibility import ends_before
from booking.meetings.troubles import MissingMeeting, missing_meetings
from booking.messages.failed_deliveries.open import OpenFailure, open_failures
from booking.office_changes.calls import CallList, call_lists, kept_among
from booking.operations.alarms import holidays_end_on
from booking.tables import Booking, BookingStatus
from calendars.office_time import day_of


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
    """What waits for the reception; `mended_kinds` as in `open_failures`."""
    coming = _coming(session, office_ids, now)
    failures = open_failures(session, office_ids=office_ids, mended_kinds=mended_kinds, now=now)
    return Todo(
        unmarked=unmarked(session, office_ids=office_ids, now=now),
        missing=missing_meetings(session, now=now, office_ids=office_ids),
        calls=[each for each in call_lists(session, office_ids=office_ids, now=now) if each.waiting or each.is_unseen],
        failures=[failure for failure in failures if failure.failed],
        proposals=undecided_at(session, office_ids=office_ids),
        answers=with_open_answers(session, office_ids=office_ids),
        outside=_outside(session, coming),
        ending=[each for each in coming if ends_before(each.seeker.registration_valid_until, each.day)],
        holidays_end_on=holidays_end_on(session, day_of(now)),
    )


def _coming(session: Session, office_ids: Collection[int], now: datetime) -> Sequence[Booking]:
    return session.scalars(
        select(Booking)
        .where(
            Booking.office_id.in_(office_ids),
            Booking.day >= day_of(now),
            Booking.status == BookingStatus.BOOKED,
            Booking.starts_at > now,
        )
        .order_by(Booking.starts_at, Booking.id)
        .options(joinedload(Booking.seeker), joinedload(Booking.office), joinedload(Booking.procedure))
    ).all()


def _outside(session: Session, coming: Sequence[Booking]) -> Sequence[OutsidePlace]:
    found = outside_timetable(session, coming)
    kept = kept_among(session, found)
    return [
        OutsidePlace(each, found[each.id])
        for each in coming
        if each.id in found and (each.id, each.sequence) not in kept
    ]
