"""For how many days things are kept, where administrators have chosen."""

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from database.base import Base


class ChosenPeriod(Base):
    """A period of the whole installation (rules.md#retention); without a row its chapter's own days hold."""

    __tablename__ = "chosen_periods"
    __table_args__ = (CheckConstraint("days > 0", name="days"),)

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    days: Mapped[int]
