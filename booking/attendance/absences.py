"""No-shows, decisions about attendance, and consultations about which nobody has decided."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, joinedload

from booking.attendance.rules.absences import counted
from booking.offices.from_rows import absence_rules_of
from booking.tables import AttendanceDecision, Booking, BookingStatus, NoShow, Office
from calendars.office_time import day_of
from database.one_of import one_of

# What is older nobody remembers; it stays undecided and counts for nothing.
UNMARKED_DAYS = 60
_MOST_UNMARKED = 100


def decisions_of(session: Session, booking: Booking) -> Sequence[AttendanceDecision]:
    """Every decision about the booking, the first one first."""
    return session.scalars(
        select(AttendanceDecision)
        .where(AttendanceDecision.booking_id == booking.id)
        .order_by(AttendanceDecision.number)
        .options(joinedload(AttendanceDecision.staff))
    ).all()


def last_decision(session: Session, booking_id: int) -> int:
    """The number of the booking's last decision; 0 if there is none."""
    newest = select(func.max(AttendanceDecision.number)).where(AttendanceDecision.booking_id == booking_id)
    return session.scalar(newest) or 0


def no_shows_of(session: Session, office: Office, seeker_number: str) -> Sequence[NoShow]:
    """All no-shows of this seeker number at the office, the earliest first; not all of them need count."""
    return session.scalars(
        select(NoShow)
        .where(NoShow.seeker_number == seeker_number, NoShow.office_id == office.id)
        .order_by(NoShow.day, NoShow.id)
        .options(joinedload(NoShow.booking))
    ).all()


def counting_no_shows(session: Session, office: Office, seeker_number: str, *, on: date) -> Sequence[NoShow]:
    """Those of the no-shows that count on a day (rules.md#no-shows)."""
    found = no_shows_of(session, office, seeker_number)
    days = set(counted([one.day for one in found], absence_rules_of(office), on=on))
    return [one for one in found if one.day in days]


def last_absences(session: Session, seeker_id: int, *, office_ids: Collection[int], most: int = 3) -> Sequence[Booking]:
    """The last consultations at the offices that the seeker missed, with or without an excuse, the last one first."""
    return session.scalars(
        select(Booking)
        .where(
            Booking.seeker_id == seeker_id,
            Booking.office_id.in_(office_ids),
            Booking.status.in_((BookingStatus.NO_SHOW, BookingStatus.EXCUSED)),
        )
        .order_by(Booking.starts_at.desc())
        .limit(most)
    ).all()


def no_show_counts(
    session: Session, seeker_number: str, *, office_ids: Collection[int], on: date
) -> Sequence[tuple[Office, int]]:
    """How many no-shows of this seeker number count on a day, for each of the offices that has any."""
    offices = session.scalars(
        select(Office)
        .where(Office.id.in_(select(NoShow.office_id).where(NoShow.seeker_number == seeker_number)))
        .where(Office.id.in_(office_ids))
        .order_by(Office.id)
    )
    counts = ((office, len(counting_no_shows(session, office, seeker_number, on=on))) for office in offices.all())
    return [(office, count) for office, count in counts if count]


_IS_UNMARKED = (
    one_of(Booking.office_id, "office_ids"),
    Booking.day >= bindparam("since"),
    Booking.day <= bindparam("today"),
    Booking.status == BookingStatus.BOOKED,
    Booking.ends_at <= bindparam("now"),
)
_UNMARKED = (
    select(Booking)
    .where(*_IS_UNMARKED)
    .order_by(Booking.starts_at, Booking.id)
    .limit(_MOST_UNMARKED)
    .options(joinedload(Booking.seeker), joinedload(Booking.office), joinedload(Booking.procedure))
)
HOW_MANY_UNMARKED = select(func.count(Booking.id)).where(*_IS_UNMARKED)


def days_of_unmarked(today: date) -> dict[str, date]:
    """The days of which somebody may still remember what became of their consultations."""
    return {"since": today - timedelta(days=UNMARKED_DAYS), "today": today}


def unmarked(session: Session, *, office_ids: Collection[int], now: datetime) -> Sequence[Booking]:
    """Consultations of the last weeks that ended without a decision, the earliest first."""
    given = {"office_ids": list(office_ids), "now": now, **days_of_unmarked(day_of(now))}
    return session.scalars(_UNMARKED, given).all()
