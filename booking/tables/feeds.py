"""Calendar feeds of seekers and of desks; the address is derived by HMAC, so that only its hash is kept."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from database.base import Base


class SeekerFeed(Base):
    """One feed address of a seeker. A renewed one is revoked, and answers 410 for ever."""

    __tablename__ = "seeker_feeds"
    __table_args__ = (
        Index(
            "uq_seeker_feeds_one_live",
            "seeker_id",
            unique=True,
            sqlite_where=text("revoked_at is null"),
            postgresql_where=text("revoked_at is null"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    seeker_id: Mapped[int] = mapped_column(ForeignKey("seekers.id"), index=True)
    nonce: Mapped[str] = mapped_column(String(64))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    last_read_at: Mapped[datetime | None]


class DeskFeed(Base):
    """One address of a desk's feed, which one member of staff has. A renewed or stopped one answers 410 for ever."""

    __tablename__ = "desk_feeds"
    __table_args__ = (
        Index(
            "uq_desk_feeds_one_live",
            "staff_id",
            "desk_id",
            unique=True,
            sqlite_where=text("revoked_at is null"),
            postgresql_where=text("revoked_at is null"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    nonce: Mapped[str] = mapped_column(String(64))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    last_read_at: Mapped[datetime | None]
