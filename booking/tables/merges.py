"""Records of one person that staff have made one, and what is needed to take that back for a day."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from database.base import Base


class RecordMerge(Base):
    """That the record `merged_id` is part of `kept_id` now. A day later the merged record is emptied.

    Until then `moved` names what went along, by table and key, and `kept_before` says what the kept record held.
    """

    __tablename__ = "record_merges"
    __table_args__ = (
        Index(
            "uq_record_merges_lasting",
            "merged_id",
            unique=True,
            sqlite_where=text("undone_at is null"),
            postgresql_where=text("undone_at is null"),
        ),
        CheckConstraint("kept_id <> merged_id", name="two_records"),
        CheckConstraint("(undone_at is null) = (undone_by_staff_id is null)", name="undone_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kept_id: Mapped[int] = mapped_column(ForeignKey("seekers.id", ondelete="CASCADE"), index=True)
    merged_id: Mapped[int] = mapped_column(ForeignKey("seekers.id", ondelete="CASCADE"))
    merged_number: Mapped[str] = mapped_column(String(20))  # of the merged record before
    kept_before: Mapped[dict[str, Any]] = mapped_column(JSON)
    moved: Mapped[dict[str, list[int]]] = mapped_column(JSON)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    merged_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
    undone_by_staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
