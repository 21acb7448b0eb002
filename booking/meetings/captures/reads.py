"""Captures of consultations: those of a booking, and the bookings with one that nobody has seen to."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from booking.meetings.at_offices import AtOffices
from booking.tables import Booking, Meeting, MeetingCapture
from database.one_of import one_of

_IS_CAPTURED = Booking.id.in_(
    select(Meeting.booking_id).join(MeetingCapture.meeting).where(MeetingCapture.resolved_at.is_(None))
)
_CAPTURED = AtOffices(
    select(Booking).where(_IS_CAPTURED).order_by(Booking.starts_at, Booking.id).options(joinedload(Booking.desk)),
    Booking.office_id,
)

HOW_MANY_CAPTURED = select(func.count(Booking.id)).where(one_of(Booking.office_id, "office_ids"), _IS_CAPTURED)


def captures_of(session: Session, booking: Booking) -> Sequence[MeetingCapture]:
    """All of the booking's meetings, the first one first."""
    query = select(MeetingCapture).join(MeetingCapture.meeting).where(Meeting.booking_id == booking.id)
    return session.scalars(query.order_by(MeetingCapture.at, MeetingCapture.id)).all()


def captured_bookings(session: Session, *, office_ids: Collection[int] | None) -> Sequence[Booking]:
    """The bookings of these offices (None: of all) with an open capture, in the order of their consultations."""
    return _CAPTURED.all(session, office_ids)
