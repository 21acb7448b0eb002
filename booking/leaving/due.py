"""Who is due to be erased on a day, and who is not yet although the time is over."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session

from booking.attendance.absences import no_show_counts
from booking.attendance.suspensions.reads import running_suspensions
from booking.leaving.rules import first_day_without, may_be_due
from booking.people.validity.reads import ended_because
from booking.tables import Booking, BookingStatus, EndReason, NoShow, RecordMerge, Seeker
from calendars.office_time import day_of

_A_DAY = timedelta(days=1)


def candidates(session: Session, *, today: date, after: int, most: int) -> Sequence[tuple[int, bool]]:
    """Ids of people, in their order from `after` on, whose time may be over, and whether they said they never return.

    Whoever never had a valid registration counts from the day on which they left.
    """
    will_not_return = ended_because(EndReason.LEAVING)
    last_valid = Seeker.registration_valid_until
    long_ago = or_(
        last_valid <= may_be_due(today, will_not_return=False),
        and_(last_valid <= may_be_due(today, will_not_return=True), will_not_return),
        and_(last_valid.is_(None), Seeker.left_at.is_not(None)),
    )
    query = select(Seeker.id, will_not_return).where(Seeker.erased_at.is_(None), Seeker.id > after, long_ago)
    return [(row[0], bool(row[1])) for row in session.execute(query.order_by(Seeker.id).limit(most))]


def is_due(session: Session, seeker: Seeker, *, will_not_return: bool, now: datetime) -> bool:
    """Whether the time is over, nothing is booked any more, and no absence counts: that follows the seeker number."""
    since = _invalid_since(seeker)
    if seeker.erased_at is not None or since is None:
        return False
    if day_of(now) < first_day_without(since, will_not_return=will_not_return):
        return False
    if _is_merging(session, seeker.id):
        return False
    return not _is_booked(session, seeker.id, now) and not _counts(session, seeker.seeker_number, day_of(now))


def _invalid_since(seeker: Seeker) -> date | None:
    if seeker.registration_valid_until is not None:
        return seeker.registration_valid_until + _A_DAY
    return day_of(seeker.left_at) if seeker.left_at is not None else None


def _is_merging(session: Session, seeker_id: int) -> bool:
    """Whether staff may still take back a merge, with what the record held before."""
    of_it = or_(RecordMerge.kept_id == seeker_id, RecordMerge.merged_id == seeker_id)
    return bool(session.scalar(select(exists().where(of_it, RecordMerge.merged_number != ""))))


def _is_booked(session: Session, seeker_id: int, now: datetime) -> bool:
    booked = exists().where(
        Booking.seeker_id == seeker_id, Booking.status == BookingStatus.BOOKED, Booking.ends_at > now
    )
    return bool(session.scalar(select(booked)))


def _counts(session: Session, seeker_number: str, today: date) -> bool:
    if running_suspensions(session, seeker_number, today=today):
        return True
    offices = session.scalars(select(NoShow.office_id).where(NoShow.seeker_number == seeker_number).distinct()).all()
    return bool(no_show_counts(session, seeker_number, office_ids=offices, on=today))
