"""What was changed of an office's days, times and desks over bookings, and what was decided about each of them."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from booking.core.fates import Fate
from booking.tables.bookings import Booking
from booking.tables.columns import words
from booking.tables.offices import Office
from database.base import Base


class OfficeChange(Base):
    """A change by which bookings lost their place; one that concerns none leaves no row. `facts` are days and codes."""

    __tablename__ = "office_changes"
    __table_args__ = (Index("ix_office_changes_office", "office_id", "made_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    act: Mapped[str] = mapped_column(String(40))
    facts: Mapped[dict[str, str]] = mapped_column(JSON)
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(40))  # "staff:3", "operator:command"
    seen_at: Mapped[datetime | None]  # when somebody of the office noted what an operator had decided
    seen_by_staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    before: Mapped[str | None]  # the office's file as it was, where the change can be taken back
    office_version: Mapped[int | None]  # of the office once it was changed
    undone_at: Mapped[datetime | None]
    undone_by_staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))

    office: Mapped[Office] = relationship()
    decided: Mapped[list["DecidedBooking"]] = relationship(back_populates="change")


class DecidedBooking(Base):
    """What was decided about one booking, and whether its seeker has been called.

    `sequence` is the booking's revision after the decision. `to_call` is said when the change is made: no message
    arrives, or the consultation is too near to rely on one.
    """

    __tablename__ = "decided_bookings"
    __table_args__ = (
        UniqueConstraint("change_id", "booking_id"),
        Index("ix_decided_bookings_booking", "booking_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    change_id: Mapped[int] = mapped_column(ForeignKey("office_changes.id"))
    booking_id: Mapped[int] = mapped_column(ForeignKey("bookings.id"))
    fate: Mapped[Fate] = mapped_column(words(Fate, name="fate"))
    sequence: Mapped[int]
    to_call: Mapped[bool]
    desk_id: Mapped[int | None] = mapped_column(ForeignKey("desks.id"))  # where it was booked before
    called_at: Mapped[datetime | None]
    called_by_staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))

    change: Mapped[OfficeChange] = relationship(back_populates="decided")
    booking: Mapped[Booking] = relationship()
