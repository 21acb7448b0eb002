"""How much of its provider's daily limit a host has used."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from database.base import Base


class HostDay(Base):
    """What the provider made or changed for a host on one of its days of limits (UTC, which begin at 9:00 in Japan)."""

    __tablename__ = "host_days"

    host: Mapped[str] = mapped_column(String(120), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    made: Mapped[int]
    used_up: Mapped[bool]  # the provider has refused one more
