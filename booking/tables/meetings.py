"""Meetings: what was wanted from the provider and what it issued; passcode and link only encrypted."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from booking.tables.bookings import Booking
from booking.tables.columns import words
from booking.tables.offices import Desk
from database.base import Base
from database.leases import Leasable

BY_HAND = "hand"  # the provider of a meeting whose details staff entered: nobody else knows it or can remove it


class MeetingState(StrEnum):
    """The life of a meeting (rules.md#meetings)."""

    WANTED = "wanted"
    ISSUED = "issued"
    FAILING = "failing"
    WITHDRAWN = "withdrawn"


class Meeting(Leasable, Base):
    """The meeting of a booking. `mark` names it at the provider, never a person.

    Leases and next tries (none: at once) are real time, UTC.
    """

    __tablename__ = "meetings"
    __table_args__ = (
        Index(
            "uq_meetings_one_per_booking",
            "booking_id",
            unique=True,
            sqlite_where=text("state <> 'withdrawn'"),
            postgresql_where=text("state <> 'withdrawn'"),
        ),
        Index("ix_meetings_due", "state", "next_try_at"),
        # The look of every few seconds must not go through all that were ever withdrawn and removed.
        Index(
            "ix_meetings_to_remove",
            "id",
            sqlite_where=text("state = 'withdrawn' and removed_at is null"),
            postgresql_where=text("state = 'withdrawn' and removed_at is null"),
        ),
        # Nor through all that are to come: mostly none is to be looked at.
        Index(
            "ix_meetings_reconcile_at",
            "reconcile_at",
            sqlite_where=text("reconcile_at is not null"),
            postgresql_where=text("reconcile_at is not null"),
        ),
        # Webhooks name a meeting by the provider's ID, and reports are due when it is over. Booking writes neither.
        Index(
            "ix_meetings_provider_id",
            "provider_id",
            sqlite_where=text("provider_id is not null"),
            postgresql_where=text("provider_id is not null"),
        ),
        # What the nightly purge has still to erase.
        Index(
            "ix_meetings_with_details",
            "ends_at",
            sqlite_where=text("passcode_sealed is not null"),
            postgresql_where=text("passcode_sealed is not null"),
        ),
        Index(
            "ix_meetings_issued_ends_at",
            "ends_at",
            sqlite_where=text("state = 'issued'"),
            postgresql_where=text("state = 'issued'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    booking_id: Mapped[int] = mapped_column(ForeignKey("bookings.id"), index=True)
    state: Mapped[MeetingState] = mapped_column(words(MeetingState, name="state"))
    mark: Mapped[str] = mapped_column(String(36), unique=True)
    starts_at: Mapped[datetime]  # the time that it is for; a moved booking has a withdrawn meeting for the old one
    ends_at: Mapped[datetime]
    wanted_at: Mapped[datetime]  # from when on; a second thought rests for some minutes
    failure: Mapped[str]  # the provider's reason in our words; empty when there is none
    failing_since: Mapped[datetime | None]
    needs_operator: Mapped[bool] = mapped_column(server_default=false())  # no try succeeds before somebody acts
    issued_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]  # when the provider was told, or had nothing to remove
    host: Mapped[str | None]  # whose meeting it is at the provider; stays when the desk gets another host
    provider: Mapped[str] = mapped_column(String(20))
    provider_id: Mapped[str | None] = mapped_column(String(20))  # meeting ID, digits only
    passcode_sealed: Mapped[bytes | None]
    join_url_sealed: Mapped[bytes | None]

    # An issued meeting is looked at now and then (reconciliation): when next, real time; none: not asked for.
    reconcile_at: Mapped[datetime | None]
    # Settings that stay otherwise than rules.md#meetings says, by commas.
    drift: Mapped[str] = mapped_column(String(200), server_default="")
    unseen_since: Mapped[datetime | None]  # since when no look succeeded
    unseen_why: Mapped[str] = mapped_column(server_default="")  # the provider's reason in our words

    start_requested_at: Mapped[datetime | None]  # when somebody last pressed to start it

    booking: Mapped[Booking] = relationship()


class StrangeMeeting(Base):
    """A meeting on a desk's host that is none of ours and overlaps a consultation; its topic is not kept.

    Found by the nightly comparison, which replaces the rows of each host.
    """

    __tablename__ = "strange_meetings"
    __table_args__ = (UniqueConstraint("desk_id", "provider_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    provider_id: Mapped[str] = mapped_column(String(20))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    seen_at: Mapped[datetime]

    desk: Mapped[Desk] = relationship()
