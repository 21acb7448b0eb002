"""Keeps the events that providers send of meetings; an event that is sent twice is kept once."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from booking.core.meeting_events import Event
from booking.tables import MeetingEvent
from database.inserting import insert_if_free


def keep_events(session: Session, meeting_id: int, events: Iterable[Event]) -> None:
    """Add the events of a meeting that are not there yet."""
    rows = [
        {
            "meeting_id": meeting_id,
            "run": event.run,
            "participant": event.participant,
            "who": event.who,
            "sign": event.sign,
            "at": event.at,
            "source": event.source,
        }
        for event in events
    ]
    if rows:
        insert_if_free(session, MeetingEvent, rows)
