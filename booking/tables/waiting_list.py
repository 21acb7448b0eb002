"""The waiting list: seekers who want a message when a place frees up on a day; nothing is reserved for them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from booking.tables.people import Seeker
from booking.tables.procedures import Procedure
from database.base import Base


class WaitingListEntry(Base):
    """That a seeker waits for a place on a day. `made_at` is UTC, `day` and `notified_on` are office days."""

    __tablename__ = "waiting_list_entries"
    __table_args__ = (
        UniqueConstraint("seeker_id", "procedure_id", "day"),
        Index("ix_waiting_list_entries_day_procedure", "day", "procedure_id"),
        # Messages name an entry by its id, so that SQLite must not give it again.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    seeker_id: Mapped[int] = mapped_column(ForeignKey("seekers.id"))
    procedure_id: Mapped[int] = mapped_column(ForeignKey("procedures.id"))
    day: Mapped[date]
    made_at: Mapped[datetime]
    armed: Mapped[bool]  # the next place makes a message; false from that message until the day was full again
    notified_on: Mapped[date | None]  # the latest day of a message about a place

    seeker: Mapped[Seeker] = relationship()
    procedure: Mapped[Procedure] = relationship()
