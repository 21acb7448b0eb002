"""What became of consultations, as staff decided it, and what no-shows lead to.

No-shows and suspensions name the seeker by number: a seeker who leaves and registers again keeps them
(rules.md#no-shows).
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, String, UniqueConstraint, and_, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from booking.core.decisions import BookingStatus
from booking.core.suspensions import is_running
from booking.tables.bookings import Booking
from booking.tables.columns import words
from booking.tables.offices import Office
from booking.tables.people import Staff
from database.base import Base


class AttendanceDecision(Base):
    """One decision about a booking; those after the first (1) are corrections. The last one is the booking's status."""

    __tablename__ = "attendance_decisions"
    __table_args__ = (
        UniqueConstraint("booking_id", "number"),  # of two who decide at once, one is refused
        CheckConstraint("number >= 1", name="number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    booking_id: Mapped[int] = mapped_column(ForeignKey("bookings.id"))
    number: Mapped[int]
    status: Mapped[BookingStatus] = mapped_column(words(BookingStatus, name="status"))
    reason: Mapped[str]  # empty where none is needed
    decided_at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))

    staff: Mapped[Staff] = relationship()


class NoShow(Base):
    """An unannounced absence that counts; gone as soon as the decision is corrected."""

    __tablename__ = "no_shows"
    __table_args__ = (Index("ix_no_shows_seeker", "seeker_number", "office_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    booking_id: Mapped[int] = mapped_column(ForeignKey("bookings.id"), unique=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    seeker_number: Mapped[str] = mapped_column(String(20))
    day: Mapped[date]  # of the consultation, office time

    booking: Mapped[Booking] = relationship()


class SuspensionState(StrEnum):
    """How far a suspension has come."""

    PROPOSED = "proposed"
    DECLINED = "declined"  # a manager decided against it
    IMPOSED = "imposed"
    LIFTED = "lifted"
    WITHDRAWN = "withdrawn"  # a correction took away what it rested on


class Suspension(Base):
    """That a seeker may not book at an office until `ends_on` inclusive, or that staff think about it."""

    __tablename__ = "suspensions"
    __table_args__ = (
        Index("ix_suspensions_seeker", "seeker_number", "office_id"),
        Index("ix_suspensions_office_state", "office_id", "state"),
        Index(
            "uq_suspensions_proposed",
            "office_id",
            "seeker_number",
            unique=True,
            sqlite_where=text("state = 'proposed'"),
            postgresql_where=text("state = 'proposed'"),
        ),
        CheckConstraint("state <> 'imposed' or ends_on is not null", name="ends_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    seeker_number: Mapped[str] = mapped_column(String(20))
    state: Mapped[SuspensionState] = mapped_column(words(SuspensionState, name="state"))
    proposed_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]  # imposed or declined
    decided_by_staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    decline_reason: Mapped[str] = mapped_column(default="")
    ends_on: Mapped[date | None]
    ended_at: Mapped[datetime | None]  # lifted or withdrawn
    lifted_by_staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    lift_reason: Mapped[str] = mapped_column(default="")

    office: Mapped[Office] = relationship()
    decided_by: Mapped[Staff | None] = relationship(foreign_keys=decided_by_staff_id)
    lifted_by: Mapped[Staff | None] = relationship(foreign_keys=lifted_by_staff_id)

    def is_in_force(self, today: date) -> bool:
        """Whether the seeker may not book today; `in_force` asks the same of rows."""
        return self.state is SuspensionState.IMPOSED and is_running(self.ends_on, today=today)


def in_force(suspensions: Any, today: Any) -> ColumnElement[bool]:
    """The condition that one is in force today; on the model and a date, or on its table's columns and a parameter."""
    return and_(suspensions.state == SuspensionState.IMPOSED, suspensions.ends_on >= today)


class SuspensionGround(Base):
    """That a suspension rests on a no-show."""

    __tablename__ = "suspension_grounds"
    __table_args__ = (UniqueConstraint("suspension_id", "no_show_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    suspension_id: Mapped[int] = mapped_column(ForeignKey("suspensions.id"))
    no_show_id: Mapped[int] = mapped_column(ForeignKey("no_shows.id", ondelete="CASCADE"), index=True)

    no_show: Mapped[NoShow] = relationship()


class SuspensionAnswer(Base):
    """What the seeker wrote about a suspension, who at the office has read it, and what a manager wrote back.

    It is open until a manager has written back or lifted the suspension: a clerk who reads it settles nothing.
    """

    __tablename__ = "suspension_answers"

    id: Mapped[int] = mapped_column(primary_key=True)
    suspension_id: Mapped[int] = mapped_column(ForeignKey("suspensions.id"), index=True)
    text: Mapped[str]
    written_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    read_by_staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    reply: Mapped[str] = mapped_column(default="")  # of several that are replied to at once the last one has it
    replied_at: Mapped[datetime | None]
    replied_by_staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))

    read_by: Mapped[Staff | None] = relationship(foreign_keys=read_by_staff_id)
    replied_by: Mapped[Staff | None] = relationship(foreign_keys=replied_by_staff_id)
