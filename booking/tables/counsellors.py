"""Who sits at a desk on a day, and with which single booking somebody else does."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from database.base import Base


class DeskCounsellor(Base):
    """Who holds the consultations of a desk on a day (office time); a day without a row has nobody yet."""

    __tablename__ = "desk_counsellors"
    __table_args__ = (UniqueConstraint("desk_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    day: Mapped[date]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))


class BookingCounsellor(Base):
    """Who holds this one consultation, whoever sits at its desk; gone when the booking goes to another time or desk."""

    __tablename__ = "booking_counsellors"

    booking_id: Mapped[int] = mapped_column(ForeignKey("bookings.id"), primary_key=True, autoincrement=False)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
