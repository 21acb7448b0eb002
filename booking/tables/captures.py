"""Captures: that somebody recorded, summarised, transcribed or streamed a consultation, as the provider reports."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from booking.core.captures import Capture
from booking.tables.columns import words
from booking.tables.meetings import Meeting
from database.base import Base


class MeetingCapture(Base):
    """One capture of a meeting, never what was captured or by whom; an alarm until staff have seen to it.

    UNIQUE makes a capture that is reported twice one row.
    """

    __tablename__ = "meeting_captures"
    __table_args__ = (
        UniqueConstraint("meeting_id", "kind", "at"),
        # The alarm of every minute looks at the few that nobody has seen to.
        Index(
            "ix_meeting_captures_open",
            "id",
            sqlite_where=text("resolved_at is null"),
            postgresql_where=text("resolved_at is null"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    kind: Mapped[Capture] = mapped_column(words(Capture, name="kind"))
    at: Mapped[datetime] = mapped_column(index=True)  # as the provider reports it, real time
    resolved_at: Mapped[datetime | None]
    resolved_by: Mapped[str] = mapped_column(String(40), server_default="")  # "staff:3"

    meeting: Mapped[Meeting] = relationship()
