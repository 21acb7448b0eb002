"""Staff have seen to the captures of a consultation: stopped and deleted what they could, and told the seeker."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from booking.audit.record import record
from booking.bookings.reads import booking_at_offices
from booking.tables import Meeting, MeetingCapture
from database.transactions import transact


def resolve_captures(number: str, *, up_to: int, actor: str, office_ids: Collection[int], now: datetime) -> None:
    """The open ones of a booking up to the id that `actor` was shown: one that came meanwhile stays open.

    Pressed again it changes nothing. UnknownBooking for a booking of other offices.
    """
    transact(lambda session: _resolve(session, number, up_to, actor, office_ids, now))


def _resolve(session: Session, number: str, up_to: int, actor: str, office_ids: Collection[int], now: datetime) -> None:
    booking = booking_at_offices(session, number, office_ids=office_ids)
    of_booking = select(Meeting.id).where(Meeting.booking_id == booking.id)
    open_ = update(MeetingCapture).where(
        MeetingCapture.meeting_id.in_(of_booking), MeetingCapture.id <= up_to, MeetingCapture.resolved_at.is_(None)
    )
    resolved = open_.values(resolved_at=now, resolved_by=actor).returning(MeetingCapture.id)
    if session.execute(resolved, execution_options={"synchronize_session": False}).all():
        record(session, actor=actor, act="see_to_captures", object_=f"booking:{number}", now=now)
