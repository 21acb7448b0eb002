"""Calls to seekers who did not come: who called, when, and what came of it."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from booking.core.call_results import CallResult
from booking.tables.columns import words
from booking.tables.people import Staff
from database.base import Base


class PhoneCall(Base):
    """One call about a booking; `called_at` is when it was made (UTC). No number and no word of the talk is kept."""

    __tablename__ = "phone_calls"
    __table_args__ = (UniqueConstraint("booking_id", "staff_id", "called_at", "result"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    booking_id: Mapped[int] = mapped_column(ForeignKey("bookings.id"), index=True)
    called_at: Mapped[datetime]
    result: Mapped[CallResult] = mapped_column(words(CallResult, name="result"))
    noted_at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))

    staff: Mapped[Staff] = relationship()
