"""Who sees to what waits at an office."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from booking.tables.columns import words
from booking.tables.people import Staff
from database.base import Base


class TodoKind(StrEnum):
    """What waits; failed deliveries are no kind of it, since they name their owner themselves."""

    ATTENDANCE = "attendance"
    MEETING = "meeting"
    CALLS = "calls"
    PROPOSAL = "proposal"
    ANSWER = "answer"
    OUTSIDE = "outside"
    REGISTRATION = "registration"


class TodoOwner(Base):
    """That a member of staff sees to something; whether it still waits, the rows that it is about say.

    `object_id` is of a booking, for calls of a change of the office, for proposals and answers of a suspension.
    """

    __tablename__ = "todo_owners"
    __table_args__ = (UniqueConstraint("kind", "object_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[TodoKind] = mapped_column(words(TodoKind, name="kind"))
    object_id: Mapped[int]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    since: Mapped[datetime]

    staff: Mapped[Staff] = relationship()
