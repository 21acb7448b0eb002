"""Tries delayed meetings again at once: somebody has mended what kept them from being issued."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from booking.audit.record import record
from booking.bookings.reads import booking_at_offices
from booking.tables import Meeting, MeetingState
from database.transactions import transact


def retry_all() -> int:
    """Every delayed meeting; answer how many."""
    return transact(_retry_all)


def retry_one(number: str, *, actor: str, office_ids: Collection[int], now: datetime) -> None:
    """The meeting of a booking at one of the offices; UnknownBooking for any other. An issued one is left alone."""
    transact(lambda session: _retry_one(session, number, actor, office_ids, now))


def _retry_all(session: Session) -> int:
    at_once = update(Meeting).where(Meeting.state == MeetingState.FAILING).values(next_try_at=None)
    return len(session.execute(at_once.returning(Meeting.id)).all())


def _retry_one(session: Session, number: str, actor: str, office_ids: Collection[int], now: datetime) -> None:
    booking = booking_at_offices(session, number, office_ids=office_ids)
    delayed = update(Meeting).where(Meeting.booking_id == booking.id, Meeting.state == MeetingState.FAILING)
    if session.execute(delayed.values(next_try_at=None).returning(Meeting.id)).all():
        record(session, actor=actor, act="retry_meeting", object_=f"booking:{number}", now=now)
