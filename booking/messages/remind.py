"""Posts the reminders that are due (rules.md#reminders): on the office day before, and an hour before the consultation.

They are posted when they are due and not with the booking, so that the inbox shows none too early and none of a time
that was given up. A booking is locked while it is reminded of: whoever moves or cancels it meanwhile drops the mail.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial

from sqlalchemy import ColumnElement, String, cast, exists, literal, select
from sqlalchemy.orm import Session

from booking.announcements.announce import announce_reminder
from booking.availability.offices import office_days_of
from booking.messages.reminders import HOUR_REMINDER, day_reminder_at, is_news, last_day_reminded_on
from booking.tables import Booking, BookingStatus, Meeting, MeetingState, Office
from calendars.office_days import NoOfficeDayError
from calendars.office_time import day_of
from database.base import db
from database.transactions import transact
from notifier.tables import Message

DAY, HOUR = "reminder_day", "reminder_hour"
_AT_ONCE = 100

_Due = tuple[Booking, int]  # a booking and the id of its present meeting


def remind_the_day_before(*, now: datetime) -> int:
    """Remind of the consultations up to each office's next office day; answer how many seekers were told."""
    offices = db.session.scalars(select(Office.id).order_by(Office.id)).all()
    return sum(_remind_office(office_id, now) for office_id in offices)


def remind_an_hour_before(*, now: datetime) -> int:
    """Remind of the consultations that begin within the hour; answer how many seekers were told."""
    soon = now + HOUR_REMINDER
    days = (day_of(now), day_of(soon))
    within = Booking.office_id.in_(select(Office.id)) & Booking.day.between(*days) & (Booking.starts_at <= soon)
    return _remind(_coming(HOUR, within, now), partial(_remind_of_hour, now=now))


def _remind_office(office_id: int, now: datetime) -> int:
    office_days = office_days_of(db.session(), office_id)
    try:
        last = last_day_reminded_on(day_of(now), office_days)
    except NoOfficeDayError:
        return 0  # closed for a year: no consultation to remind of
    within = (Booking.office_id == office_id) & Booking.day.between(day_of(now), last)
    return _remind(_coming(DAY, within, now), partial(_remind_of_day, now=now))


def _remind_of_day(session: Session, bookings: Sequence[_Due], *, now: datetime) -> int:
    reminded = 0
    due: dict[tuple[int, date], datetime] = {}
    for booking, meeting_id in bookings:
        of_day = (booking.office_id, booking.day)
        if of_day not in due:
            due[of_day] = day_reminder_at(booking.day, office_days_of(session, booking.office_id))
        ends = booking.starts_at - HOUR_REMINDER
        reminded += _remind_one(session, DAY, booking, meeting_id, due_at=due[of_day], useful_until=ends, now=now)
    return reminded


def _remind_of_hour(session: Session, bookings: Sequence[_Due], *, now: datetime) -> int:
    return sum(
        _remind_one(
            session,
            HOUR,
            booking,
            meeting_id,
            due_at=booking.starts_at - HOUR_REMINDER,
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
