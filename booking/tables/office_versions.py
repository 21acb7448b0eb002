"""An office as each change of its settings left it."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from database.base import Base


class OfficeVersion(Base):
    """The office's file as it was from `made_at` until its next version; nothing of seekers stands in it.

    `act` and `made_by` are None for what was found when the first change was made: who made it so is not known here.
    """

    __tablename__ = "office_versions"
    __table_args__ = (UniqueConstraint("office_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    version: Mapped[int]  # of the office, as it was then
    made_at: Mapped[datetime] = mapped_column(index=True)
    act: Mapped[str | None] = mapped_column(String(40))  # as the audit log calls it
    made_by: Mapped[str | None] = mapped_column(String(40))  # "staff:3", "operator:command"
    file: Mapped[str]
