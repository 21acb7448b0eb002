"""What cancelling and moving share: giving time back, withdrawing the meeting, raising the calendar's revision."""

from datetime import datetime, timedelta

from sqlalchemy import case, delete, literal, select, update
from sqlalchemy.orm import Session

from booking.availability.offices import contact_of
from booking.bookings.refusals import ChangedMeanwhile, NotOpenAnyMore, UnknownBooking
from booking.tables import (
    BY_HAND,
    Booking,
    BookingCounsellor,
    BookingStatus,
    DeskClaim,
    Meeting,
    MeetingState,
    SeekerClaim,
)
from database.afresh import read_afresh
from database.types import UtcDateTime


def lock_open_booking(session: Session, number: str, *, seen: int | None, now: datetime) -> Booking:
    """The booking, locked, if it is still booked and has not ended. Office and seeker are locked before it.

    `seen` is the revision (`sequence`) that the page showed on which somebody pressed; None where there was no page.

    Raises:
        UnknownBooking: there is none of this number.
        NotOpenAnyMore: it was cancelled, is over, or was judged.
        ChangedMeanwhile: it was moved since it was seen.
    """
    booking = read_afresh(session, select(Booking).where(Booking.number == number).with_for_update()).one_or_none()
    if booking is None:
        raise UnknownBooking(None)
    if booking.status is not BookingStatus.BOOKED or booking.ends_at <= now:
        status = booking.status.value if booking.status is not BookingStatus.BOOKED else "ended"
        raise NotOpenAnyMore(contact_of(booking.office), booking.number, status)
    if seen is not None and seen != booking.sequence:
        raise ChangedMeanwhile(contact_of(booking.office), booking.number)
    return booking


def release_claims(session: Session, booking: Booking) -> None:
    """Give back the desk's and the seeker's time: from the commit on it is free."""
    for table in (DeskClaim, SeekerClaim):
        session.execute(delete(table).where(table.booking_id == booking.id))


def withdraw_meeting(session: Session, booking: Booking, *, now: datetime) -> None:
    """Withdraw the booking's meeting; a job tells the provider afterwards."""
    removed_at = case((Meeting.provider == BY_HAND, literal(now, UtcDateTime())))  # no provider knows those by hand
    session.execute(
        update(Meeting)
        .where(Meeting.booking_id == booking.id, Meeting.state != MeetingState.WITHDRAWN)
        .values(state=MeetingState.WITHDRAWN, withdrawn_at=now, next_try_at=None, removed_at=removed_at)
    )


def leave_counsellor(session: Session, booking: Booking) -> None:
    """Forget who was to hold this one consultation: at another time or desk whoever sits there does."""
    session.execute(delete(BookingCounsellor).where(BookingCounsellor.booking_id == booking.id))


def revise(booking: Booking, *, now: datetime) -> None:
    """Raise the calendar entry's sequence; its stamp moves on by a whole second at least, or ICSx5 skips the change."""
    booking.sequence += 1
    booking.revised_at = max(now.replace(microsecond=0), booking.revised_at + timedelta(seconds=1))
