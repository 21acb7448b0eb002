"""Places that were given back: who did, how often on a day, and under which display name the place had been taken."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from database.base import Base


class GivenBack(Base):
    """A place that was given back by a cancellation, or by a move to another time; one row each time.

    `day` is the consultation day, `given_back_on` the office's day on which it happened; `given_back_at` is UTC.
    """

    __tablename__ = "places_given_back"
    __table_args__ = (
        Index("ix_places_given_back_seeker", "seeker_id", "procedure_id", "given_back_on"),
        Index("ix_places_given_back_day", "office_id", "day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    seeker_id: Mapped[int] = mapped_column(ForeignKey("seekers.id"))
    procedure_id: Mapped[int] = mapped_column(ForeignKey("procedures.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    day: Mapped[date]
    display_name: Mapped[str] = mapped_column(String(20))
    moved: Mapped[bool]  # the booking stands at another time; else it was cancelled
    by_seeker: Mapped[bool]  # on the web or with a token; what the office does counts against nobody
    given_back_at: Mapped[datetime]
    given_back_on: Mapped[date]
