"""Waits: seekers who want to be told when a place frees up on a day; nothing is reserved for them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from booking.tables.people import Seeker
from booking.tables.procedures import Procedure
from database.base import Base


class Wait(Base):
    """That a seeker waits for a place on a day. `made_at` is UTC, `day` and `told_on` are office days."""

    __tablename__ = "waits"
    __table_args__ = (
        UniqueConstraint("seeker_id", "procedure_id", "day"),
        Index("ix_waits_day_procedure", "day", "procedure_id"),
        # Messages name a wait by its id, so that SQLite must not give it again.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    seeker_id: Mapped[int] = mapped_column(ForeignKey("seekers.id"))
    procedure_id: Mapped[int] = mapped_column(ForeignKey("procedures.id"))
    day: Mapped[date]
    made_at: Mapped[datetime]
    armed: Mapped[bool]  # the seeker hears of the next place; false from that message until the day was full again
    told_on: Mapped[date | None]  # the latest day on which the seeker was told of a place

    seeker: Mapped[Seeker] = relationship()
    procedure: Mapped[Procedure] = relationship()
