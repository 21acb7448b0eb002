"""Corrections of records by staff: which fields, why, by whom. What stood there before is kept nowhere."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from database.base import Base


class RecordCorrection(Base):
    """That staff corrected a seeker's record. `fields` are names of fields, never what they hold."""

    __tablename__ = "record_corrections"

    id: Mapped[int] = mapped_column(primary_key=True)
    seeker_id: Mapped[int] = mapped_column(ForeignKey("seekers.id", ondelete="CASCADE"), index=True)
    fields: Mapped[list[str]] = mapped_column(JSON)
    reason: Mapped[str]  # told to the seeker; empty where only the mail address was put right
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))  # None: by a file that an operator took in
    corrected_at: Mapped[datetime]
