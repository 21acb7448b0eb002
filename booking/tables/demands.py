"""What was asked for and not there: who was turned away for lack of places, and who waited for one."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from booking.core.channels import Channel
from booking.core.demands import DemandKind
from booking.tables.columns import words
from database.base import Base


class Demand(Base):
    """That a seeker wanted a place on a day and found none; once, however often they tried.

    `day` is the consultation day in office time, `noted_at` UTC. Kept for the statistics, which count and name nobody.
    """

    __tablename__ = "demands"
    __table_args__ = (
        UniqueConstraint("seeker_id", "procedure_id", "day", "kind"),
        Index("ix_demands_procedure_day", "procedure_id", "day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    seeker_id: Mapped[int] = mapped_column(ForeignKey("seekers.id"))
    procedure_id: Mapped[int] = mapped_column(ForeignKey("procedures.id"))
    day: Mapped[date]
    kind: Mapped[DemandKind] = mapped_column(words(DemandKind, name="kind"))
    channel: Mapped[Channel] = mapped_column(words(Channel, name="channel"))
    noted_at: Mapped[datetime]
