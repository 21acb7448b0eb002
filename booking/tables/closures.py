"""My-pages that an office has closed (利用不可), and opened again."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from database.base import Base


class Closure(Base):
    """That nobody gets in to a seeker's my-page, until it is opened again; one at a time a seeker."""

    __tablename__ = "closures"
    __table_args__ = (
        Index(
            "uq_closures_one_lasting",
            "seeker_id",
            unique=True,
            sqlite_where=text("reopened_at is null"),
            postgresql_where=text("reopened_at is null"),
        ),
        CheckConstraint("(reopened_at is null) = (reopened_by_staff_id is null)", name="reopened_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    seeker_id: Mapped[int] = mapped_column(ForeignKey("seekers.id", ondelete="CASCADE"), index=True)
    reason: Mapped[str]  # told to the seeker
    closed_at: Mapped[datetime]
    closed_by_staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    reopened_at: Mapped[datetime | None]
    reopened_by_staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    reopen_reason: Mapped[str] = mapped_column(default="")
