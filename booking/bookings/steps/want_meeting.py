"""Wants a meeting for a booking; the scheduler asks the provider for it later (rules.md#meetings)."""

import uuid
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy.orm import Session

from booking.bookings.rules.meeting_alarms import office_days_left
from booking.bookings.rules.meeting_pace import REST
from booking.bookings.rules.meeting_pace import rests as rests_by_rule
from booking.tables import Meeting, MeetingState
from calendars.office_days import OfficeDays
from calendars.office_time import day_of
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


def want_meeting(session: Session, booking: Timed, *, rests: bool = False, now: datetime) -> int:
    """Insert the wanted meeting and answer its id. One that `rests` is wanted from a few minutes later on."""
    meeting_id: int = insert_row(session, Meeting, wanted_meeting(booking, rests=rests, now=now))
    return meeting_id


def rests_before_it_is_made(
    starts_at: datetime, office_days: OfficeDays, *, second_thought: bool, late: bool, now: datetime
) -> bool:
    """Whether the meeting of a consultation at `starts_at` rests, because its seeker changed their mind today."""
    left = office_days_left(day_of(now), day_of(starts_at), office_days.is_office_day)
    return rests_by_rule(second_thought=second_thought, days_left=left, late=late)


def wanted_meeting(booking: Timed, *, rests: bool = False, now: datetime) -> dict[str, Any]:
    """The row of a wanted meeting. Its random mark names it at the provider and holds nobody's name."""
    return {
        "booking_id": booking.id,
        "state": MeetingState.WANTED,
        "mark": str(uuid.uuid4()),
        "starts_at": booking.starts_at,
        "ends_at": booking.ends_at,
        "wanted_at": now + REST if rests else now,
        "tries": 0,
        "failure": "",
        "provider": "",
    }
