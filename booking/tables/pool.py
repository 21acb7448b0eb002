"""Meetings made by hand beforehand, and the consultations that they are given to."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from database.base import Base


class PoolMeeting(Base):
    """A meeting that can be given to consultations of the desk with this host; passcode and link only encrypted."""

    __tablename__ = "pool_meetings"

    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[str] = mapped_column(String(20), unique=True)  # meeting ID, digits only
    host: Mapped[str] = mapped_column(index=True)  # in small letters
    passcode_sealed: Mapped[bytes]
    join_url_sealed: Mapped[bytes]
    added_at: Mapped[datetime]
    known_until: Mapped[datetime | None]  # end of the last consultation whose seeker was given it, held or not


class PoolAssignment(Base):
    """A pool meeting that is given to the meeting row with this mark.

    Once a week at most, which UNIQUE holds: no two consultations meet in it, and it rests in between (decision 0021).
    """

    __tablename__ = "pool_assignments"
    __table_args__ = (UniqueConstraint("pool_meeting_id", "week"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    pool_meeting_id: Mapped[int] = mapped_column(ForeignKey("pool_meetings.id"))
    week: Mapped[date]  # its Monday, office time
    mark: Mapped[str] = mapped_column(String(36), unique=True)
    ends_at: Mapped[datetime]

    pool_meeting: Mapped[PoolMeeting] = relationship()


class PoolNote(Base):
    """The one row: which desks' hosts have too few meetings ("office desk"), seen at `noted_at` (real time, UTC)."""

    __tablename__ = "pool_notes"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    noted_at: Mapped[datetime]
    low: Mapped[list[str]] = mapped_column(JSON)
