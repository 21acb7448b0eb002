"""Bookings: times that are taken, and what became of them."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from booking.core.channels import Channel
from booking.core.decisions import CANCELLED, BookingStatus
from booking.tables.columns import words
from booking.tables.offices import Desk, Office
from booking.tables.people import Seeker
from booking.tables.procedures import Procedure
from database.base import Base

_STANDS = text(f"status not in ({', '.join(repr(status.value) for status in CANCELLED)})")


class Consent(StrEnum):
    """How the terms were accepted."""

    WEB = "web"
    SPOKEN = "spoken"


class Booking(Base):
    """A consultation that is booked. Moments are UTC; `day` is the consultation day in office time."""

    __tablename__ = "bookings"
    __table_args__ = (
        # Whoever cancels gives the name back.
        Index(
            "uq_bookings_name_of_day",
            "office_id",
            "day",
            "display_name",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
        Index("ix_bookings_office_day", "office_id", "day"),
        Index("ix_bookings_procedure_starts", "procedure_id", "starts_at"),
        Index("ix_bookings_office_id", "office_id", "id"),  # the office's list in the API: the last booked first
        Index("ix_bookings_seeker_starts", "seeker_id", "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(9), unique=True)
    procedure_id: Mapped[int] = mapped_column(ForeignKey("procedures.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    seeker_id: Mapped[int] = mapped_column(ForeignKey("seekers.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    day: Mapped[date]
    status: Mapped[BookingStatus] = mapped_column(words(BookingStatus, name="status"))
    channel: Mapped[Channel] = mapped_column(words(Channel, name="channel"))
    display_name: Mapped[str] = mapped_column(String(20))
    display_word: Mapped[str] = mapped_column(String(16))
    topic: Mapped[str]
    wishes: Mapped[list[str]] = mapped_column(JSON)

    booked_at: Mapped[datetime]
    booked_by_staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    # The API token that was used. No foreign key: every booking would wait for its check, and tokens are never deleted.
    booked_by_token_id: Mapped[int | None]
    late_reason: Mapped[str]  # why staff booked after the deadline; empty when in time
    consent: Mapped[Consent] = mapped_column(words(Consent, name="consent"))
    consented_at: Mapped[datetime]
    terms_version: Mapped[str] = mapped_column(String(40))

    cancelled_at: Mapped[datetime | None]
    notified_at: Mapped[datetime | None]  # when the office heard of it: before the start, otherwise it is an absence
    cancel_reason: Mapped[str] = mapped_column(default="")
    cancelled_by: Mapped[str | None] = mapped_column(String(40))  # "seeker:12", "staff:3"

    # Calendar entry: a random UID, and a revision that rises with every visible change (RFC 5545 §3.8.7.4).
    calendar_uid: Mapped[str] = mapped_column(String(36), unique=True)
    sequence: Mapped[int]
    revised_at: Mapped[datetime]

    moves: Mapped[int] = mapped_column(server_default="0")  # how often it was given another time

    procedure: Mapped[Procedure] = relationship()
    office: Mapped[Office] = relationship()
    desk: Mapped[Desk] = relationship()
    seeker: Mapped[Seeker] = relationship()

    @property
    def minutes(self) -> int:
        """How long it lasts; what the procedure says may be another length by now."""
        return int((self.ends_at - self.starts_at).total_seconds()) // 60
