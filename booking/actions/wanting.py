"""Wants a meeting for a booking; the scheduler asks the provider for it later (design §3)."""

import uuid
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy.orm import Session

from booking.models import Meeting, MeetingState
from database.inserting import insert_row


class Timed(Protocol):
    """A booking, new or old, and its time."""

    @property
    def id(self) -> int:
        """Its key."""

    @property
    def starts_at(self) -> datetime:
        """When it begins."""

    @property
    def ends_at(self) -> datetime:
        """When it ends."""


def want_meeting(session: Session, booking: Timed, *, now: datetime) -> int:
    """Insert the wanted meeting and answer its id."""
    meeting_id: int = insert_row(session, Meeting, wanted_meeting(booking, now=now))
    return meeting_id


def wanted_meeting(booking: Timed, *, now: datetime) -> dict[str, Any]:
    """The row of a wanted meeting. Its random mark names it at the provider and tells nobody's name."""
    return {
        "booking_id": booking.id,
        "state": MeetingState.WANTED,
        "mark": str(uuid.uuid4()),
        "starts_at": booking.starts_at,
        "ends_at": booking.ends_at,
        "wanted_at": now,
        "tries": 0,
        "failure": "",
        "provider": "",
    }
