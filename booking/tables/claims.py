"""Claims: the rows that make double booking impossible (rules.md#claims).

One row per (desk, tick of 15 minutes) and one per (seeker, tick), each under UNIQUE. `expires_at` is NULL for a booking
and the end of the hold for a hold. Free means that no live row exists; nothing else is asked.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from database.base import Base

# Claims of bookings, which are nearly all, need no place in the index of those of holds.
_OF_A_HOLD = text("hold_id is not null")


class DeskClaim(Base):
    """A tick (UTC) of a desk that is taken by a hold or a booking."""

    __tablename__ = "desk_claims"
    __table_args__ = (
        UniqueConstraint("desk_id", "tick"),
        Index("ix_desk_claims_hold_id", "hold_id", sqlite_where=_OF_A_HOLD, postgresql_where=_OF_A_HOLD),
        CheckConstraint("(hold_id is null) <> (booking_id is null)", name="one_owner"),
        CheckConstraint("(expires_at is null) = (hold_id is null)", name="holds_expire"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    tick: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    hold_id: Mapped[int | None] = mapped_column(ForeignKey("holds.id"))
    booking_id: Mapped[int | None] = mapped_column(ForeignKey("bookings.id"), index=True)


class SeekerClaim(Base):
    """A tick (UTC) of a seeker's time that is taken by a hold or a booking, at whatever office."""

    __tablename__ = "seeker_claims"
    __table_args__ = (
        UniqueConstraint("seeker_id", "tick"),
        Index("ix_seeker_claims_hold_id", "hold_id", sqlite_where=_OF_A_HOLD, postgresql_where=_OF_A_HOLD),
        CheckConstraint("(hold_id is null) <> (booking_id is null)", name="one_owner"),
        CheckConstraint("(expires_at is null) = (hold_id is null)", name="holds_expire"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    seeker_id: Mapped[int] = mapped_column(ForeignKey("seekers.id"))
    tick: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    hold_id: Mapped[int | None] = mapped_column(ForeignKey("holds.id"))
    booking_id: Mapped[int | None] = mapped_column(ForeignKey("bookings.id"), index=True)


class ClaimClash(Base):
    """Two bookings that stand and want the same time of a desk or a seeker: somebody must call one of the two.

    Found when claims are mended, which replaces the rows.
    """

    __tablename__ = "claim_clashes"
    __table_args__ = (UniqueConstraint("booking_id", "other_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    booking_id: Mapped[int] = mapped_column(ForeignKey("bookings.id"))
    other_id: Mapped[int] = mapped_column(ForeignKey("bookings.id"), index=True)
    seen_at: Mapped[datetime]
