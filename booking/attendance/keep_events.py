"""Keeps what providers tell of meetings; what is told twice is kept once."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from booking.core.meeting_events import Moment
from booking.tables import MeetingMoment
from database.inserting import insert_if_free


def keep_moments(session: Session, meeting_id: int, moments: Iterable[Moment]) -> None:
    """Add the moments of a meeting that are not there yet."""
    rows = [
        {
            "meeting_id": meeting_id,
            "run": moment.run,
            "participant": moment.participant,
            "who": moment.who,
            "sign": moment.sign,
            "at": moment.at,
            "source": moment.source,
        }
        for moment in moments
    ]
    if rows:
        insert_if_free(session, MeetingMoment, rows)
