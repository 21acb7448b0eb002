"""What earlier looks found of the machine's clock."""

from datetime import datetime

from sqlalchemy import Float, String
from sqlalchemy.orm import Mapped, mapped_column

from database.base import Base


class ClockMark(Base):
    """The one row: the last look that nothing spoke against, and the first of a clock in doubt. Real time, UTC."""

    __tablename__ = "clock_marks"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seen_at: Mapped[datetime]
    boot: Mapped[str] = mapped_column(String(40))
    running: Mapped[float] = mapped_column(Float)  # seconds since the machine started
    ahead: Mapped[float] = mapped_column(Float)  # seconds that the office's clock is set ahead
    steady_since: Mapped[datetime]
    doubted_at: Mapped[datetime | None]
    doubted_boot: Mapped[str | None] = mapped_column(String(40))
    doubted_running: Mapped[float | None] = mapped_column(Float)
    off: Mapped[float] = mapped_column(
        Float
    )  # seconds that the clock is ahead of where it should be; 0 while nothing speaks against it
