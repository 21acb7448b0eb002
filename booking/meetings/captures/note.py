"""Notes that a consultation was recorded, summarised, transcribed or streamed; reported twice, it is noted once."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.meetings.happenings import Captured
from booking.tables import Booking, Meeting, MeetingCapture
from database.inserting import insert_if_free

_OPENED_BEFORE = timedelta(hours=2)  # the start: hosts open a meeting early


def note_capture(session: Session, provider_id: str, captured: Captured, *, real_now: datetime) -> None:
    """Note the capture on the meeting of this ID, whoever issued it: meetings entered by hand or of the pool, too."""
    at = captured.at or real_now
    meeting = _meeting_at(_meetings_of(session, provider_id), at)
    if meeting:
        row = {"meeting_id": meeting.id, "kind": captured.kind, "at": at, "resolved_at": None, "resolved_by": ""}
        insert_if_free(session, MeetingCapture, [row])


def _meetings_of(session: Session, provider_id: str) -> Sequence[Meeting]:
    query = select(Meeting).join(Meeting.booking).where(Meeting.provider_id == provider_id)
    return session.scalars(query.order_by(Meeting.starts_at, Booking.id)).all()


def _meeting_at(meetings: Sequence[Meeting], at: datetime) -> Meeting | None:
    """The meeting that was going on or over last: those of the pool are given out again, and a summary comes later."""
    begun = [meeting for meeting in meetings if meeting.starts_at - _OPENED_BEFORE <= at]
    return begun[-1] if begun else next(iter(meetings), None)
