"""Posts the reminders that are due (rules.md#reminders): on the office day before, and shortly before the consultation.

They are posted when they are due and not with the booking, so that the inbox shows none too early and none of a time
that was given up. A booking is locked while it is reminded of: whoever moves or cancels it meanwhile drops the mail.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial

from sqlalchemy import ColumnElement, String, cast, exists, literal, select
from sqlalchemy.orm import Session

from booking.announcements.announce import announce_reminder
from booking.availability.offices import office_days_of
from booking.messages.reminders import day_reminder_at, is_news, last_day_reminded_on, last_round
from booking.tables import Booking, BookingStatus, Meeting, MeetingState, Office
from calendars.office_days import NoOfficeDayError
from calendars.office_time import day_of
from database.base import db
from database.transactions import transact
from notifier.tables import Message

DAY, HOUR = "reminder_day", "reminder_hour"
_AT_ONCE = 100

_Due = tuple[Booking, int]  # a booking and the id of its present meeting


def last_rounds(*, now: datetime) -> Mapping[int, datetime]:
    """When each office (by id) last reminded of the next office day, or should have."""
    offices = db.session.execute(select(Office.id, Office.remind_at).order_by(Office.id)).all()
    db.session.rollback()
    return {office_id: last_round(clock, now=now) for office_id, clock in offices}


def remind_an_hour_before(*, now: datetime) -> int:
    """Remind of the consultations that begin as soon as their office says; answer how many seekers were told."""
    leads = db.session.scalars(select(Office.remind_minutes_before).distinct()).all()
    return sum(_remind_before(timedelta(minutes=lead), now) for lead in leads)


def _remind_before(lead: timedelta, now: datetime) -> int:
    soon = now + lead
    offices = select(Office.id).where(Office.remind_minutes_before == lead // timedelta(minutes=1))
    days = (day_of(now), day_of(soon))
    within = Booking.office_id.in_(offices) & Booking.day.between(*days) & (Booking.starts_at <= soon)
    return _remind(_coming(HOUR, within, now), partial(_remind_of_hour, lead=lead, now=now))


def remind_office(office_id: int, *, now: datetime) -> int:
    """Remind of the office's consultations up to its next office day; answer how many seekers were told."""
    office_days = office_days_of(db.session(), office_id)
    try:
        last = last_day_reminded_on(day_of(now), office_days)
    except NoOfficeDayError:
        return 0  # closed for a year: no consultation to remind of
    within = (Booking.office_id == office_id) & Booking.day.between(day_of(now), last)
    return _remind(_coming(DAY, within, now), partial(_remind_of_day, office_id=office_id, now=now))


def _remind_of_day(session: Session, bookings: Sequence[_Due], *, office_id: int, now: datetime) -> int:
    office, office_days = session.get_one(Office, office_id), office_days_of(session, office_id)
    lead = timedelta(minutes=office.remind_minutes_before)
    due: dict[date, datetime] = {}
    reminded = 0
    for booking, meeting_id in bookings:
        if booking.day not in due:
            due[booking.day] = day_reminder_at(booking.day, office_days, office.remind_at)
        due_at, ends = due[booking.day], booking.starts_at - lead
        reminded += _remind_one(session, DAY, booking, meeting_id, due_at=due_at, useful_until=ends, now=now)
    return reminded


def _remind_of_hour(session: Session, bookings: Sequence[_Due], *, lead: timedelta, now: datetime) -> int:
    return sum(
        _remind_one(
            session,
            HOUR,
            booking,
            meeting_id,
            due_at=booking.starts_at - lead,
            useful_until=booking.starts_at,
            now=now,
        )
        for booking, meeting_id in bookings
    )


def _remind_one(
    session: Session,
    kind: str,
    booking: Booking,
    meeting_id: int,
    *,
    due_at: datetime,
    useful_until: datetime,
    now: datetime,
) -> bool:
    if not is_news(booking.revised_at, due_at=due_at, now=now, useful_until=useful_until):
        return False
    announce_reminder(session, kind, booking, meeting_id, useful_until=useful_until, now=now)
    return True


def _remind(booking_ids: Sequence[int], remind: Callable[[Session, Sequence[_Due]], int]) -> int:
    """Remind of these bookings, so many in a transaction that no writer waits long for it."""
    parts = (booking_ids[start : start + _AT_ONCE] for start in range(0, len(booking_ids), _AT_ONCE))
    return sum(transact(partial(_remind_part, part=part, remind=remind)) for part in parts)


def _remind_part(session: Session, part: Sequence[int], remind: Callable[[Session, Sequence[_Due]], int]) -> int:
    return remind(session, _locked(session, part))


def _locked(session: Session, booking_ids: Sequence[int]) -> Sequence[_Due]:
    """Those that still stand, as they are once they are locked, each with the id of its present meeting."""
    with_meeting = select(Booking, Meeting.id).join(Meeting, Meeting.booking_id == Booking.id)
    rows = session.execute(
        with_meeting.where(
            Booking.id.in_(booking_ids),
            Booking.status == BookingStatus.BOOKED,
            Meeting.state != MeetingState.WITHDRAWN,
        )
        .order_by(Booking.id)
        .with_for_update(of=Booking)
    )
    return [(booking, meeting_id) for booking, meeting_id in rows]


def _coming(kind: str, within: ColumnElement[bool], now: datetime) -> Sequence[int]:
    """The bookings in question that stand and were not reminded of, read without a lock."""
    found = db.session.scalars(
        select(Booking.id)
        .where(within, Booking.status == BookingStatus.BOOKED, Booking.starts_at > now, ~_is_reminded(kind))
        .order_by(Booking.id)
    ).all()
    db.session.rollback()
    return found


def _is_reminded(kind: str) -> ColumnElement[bool]:
    """Whether the message is there: its recipient and fact, spelt as `booking.announcements.announce` does."""
    booking = literal(f"{kind}:booking:") + cast(Booking.id, String) + ":" + cast(Booking.sequence, String)
    recipient = literal("seeker:") + cast(Booking.seeker_id, String)
    return exists().where(Message.recipient == recipient, Message.fact == booking)
