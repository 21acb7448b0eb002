"""Wants a meeting for a booking; the scheduler asks the provider for it later (design §3)."""

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from booking.models import Booking, Meeting, MeetingState
from database.inserting import insert_object


def want_meeting(session: Session, booking: Booking, *, now: datetime) -> Meeting:
    """Add the wanted meeting. Its random mark names it at the provider and tells nothing about a person."""
    meeting = Meeting(
        booking_id=booking.id,
        state=MeetingState.WANTED,
        mark=str(uuid.uuid4()),
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        wanted_at=now,
        tries=0,
        failure="",
        provider="",
    )
    insert_object(session, meeting)
    return meeting
