"""Holds: a slot kept for a seeker while the form is filled in, with the draft of what was typed."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, String, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from booking.tables.people import Seeker
from booking.tables.procedures import Procedure
from database.base import Base


class Hold(Base):
    """A claimed slot and its draft, bound to one seeker. Moments are UTC, `made_on` is the office's day."""

    __tablename__ = "holds"
    __table_args__ = (
        # One live hold a seeker (rules.md#holds): a new one ends the old in the same transaction.
        Index(
            "uq_holds_one_open_per_seeker",
            "seeker_id",
            unique=True,
            sqlite_where=text("ended_at is null"),
            postgresql_where=text("ended_at is null"),
        ),
        Index("ix_holds_seeker_procedure_day", "seeker_id", "procedure_id", "made_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(64), unique=True)
    seeker_id: Mapped[int] = mapped_column(ForeignKey("seekers.id"))
    procedure_id: Mapped[int] = mapped_column(ForeignKey("procedures.id"))
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    starts_at: Mapped[datetime]
    made_at: Mapped[datetime]
    made_on: Mapped[date]
    expires_at: Mapped[datetime]
    extended: Mapped[bool]
    # Replaced by a newer hold, given up, used for a booking, or taken away.
    ended_at: Mapped[datetime | None]
    # Ended by a change of the office's days, times or desks: nothing that the seeker let lapse.
    taken_away: Mapped[bool] = mapped_column(default=False, server_default=false())
    # Not unique: a slot that was held, given up and held again has two pages open, and both show the one booking.
    booking_id: Mapped[int | None] = mapped_column(ForeignKey("bookings.id"))

    terms_version: Mapped[str | None] = mapped_column(String(40))
    terms_accepted_at: Mapped[datetime | None]
    topic: Mapped[str]
    wishes: Mapped[list[str]] = mapped_column(JSON)
    drafted_at: Mapped[datetime | None]

    seeker: Mapped[Seeker] = relationship()
    procedure: Mapped[Procedure] = relationship()
