"""National holidays as imported from the Cabinet Office's file."""

from datetime import date, datetime

from sqlalchemy.orm import Mapped, mapped_column

from database.base import Base


class ImportedHoliday(Base):
    """One official holiday, with the file from which it came."""

    __tablename__ = "imported_holidays"

    day: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str]
    source: Mapped[str]
    imported_at: Mapped[datetime]
