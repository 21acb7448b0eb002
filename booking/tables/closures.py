"""My-pages that an office has closed (利用不可), and opened again."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from database.base import Base


class Closure(Base):
    """That nobody gets in to a seeker's my-page, until it is opened again; one at a time a seeker.

    After its last day, if it has one, a job opens it, and no staff are named.
    """

    __tablename__ = "closures"
    __table_args__ = (
        Index(
            "uq_closures_one_lasting",
            "seeker_id",
            unique=True,
            sqlite_where=text("reopened_at is null"),
            postgresql_where=text("reopened_at is null"),
        ),
        CheckConstraint("reopened_by_staff_id is null or reopened_at is not null", name="reopened_by"),
        CheckConstraint(
            "reopened_at is null or reopened_by_staff_id is not null or last_day is not null", name="by_day"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    seeker_id: Mapped[int] = mapped_column(ForeignKey("seekers.id", ondelete="CASCADE"), index=True)
    reason: Mapped[str]  # told to the seeker
    closed_at: Mapped[datetime]
    last_day: Mapped[date | None]  # None = until somebody opens it again
    closed_by_staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    reopened_at: Mapped[datetime | None]
    reopened_by_staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    reopen_reason: Mapped[str] = mapped_column(default="")
