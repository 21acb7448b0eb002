"""Notes that a place was given back, by a cancellation or a move, before the booking lets go of it."""

from datetime import datetime

from sqlalchemy.orm import Session

from booking.tables import Booking, GivenBack
from calendars.office_time import day_of


def note_given_back(session: Session, booking: Booking, *, moved: bool, by_seeker: bool, now: datetime) -> None:
    """Note the place that the booking has now; `by_seeker`: on the web or with a token of theirs."""
    session.add(
        GivenBack(
            seeker_id=booking.seeker_id,
            procedure_id=booking.procedure_id,
            office_id=booking.office_id,
            day=booking.day,
            display_name=booking.display_name,
            moved=moved,
            by_seeker=by_seeker,
            given_back_at=now,
            given_back_on=day_of(now),
        )
    )
