"""Whether a registration is valid: what seekers asked for by themselves, and what came of it."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from booking.tables.columns import words
from database.base import Base


class EndReason(StrEnum):
    """Why a seeker ends the registration, as the leaflet on my-page numbers the reasons."""

    EMPLOYED = "employed"  # ① has found work
    PAUSING = "pausing"  # ② does not look for work for the time being
    LEAVING = "leaving"  # ③ will not use the offices any more: the data are erased after a time


class ValidityChange(Base):
    """A registration that a seeker makes valid or invalid; done some time after it was asked for.

    Since when a registration is invalid is the day after `Seeker.registration_valid_until`, whoever ended it. The
    reason of the last change is that of the seeker as long as `valid_until`, which it set, still stands there.
    """

    __tablename__ = "validity_changes"
    __table_args__ = (
        # One at a time: two tabs ask for one change.
        Index(
            "uq_validity_changes_one_open_per_seeker",
            "seeker_id",
            unique=True,
            sqlite_where=text("done_at is null"),
            postgresql_where=text("done_at is null"),
        ),
        Index("ix_validity_changes_due_at", "done_at", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    seeker_id: Mapped[int] = mapped_column(ForeignKey("seekers.id", ondelete="CASCADE"), index=True)
    reason: Mapped[EndReason | None] = mapped_column(words(EndReason, name="reason"))  # None = becomes valid
    requested_at: Mapped[datetime]
    due_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    valid_until: Mapped[date | None]  # what the seeker's registration had then as its last valid day
