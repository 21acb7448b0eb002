"""The tables of messages, deliveries and jobs: kinds and references only, never a rendered text or a person's name."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, Enum, ForeignKey, Index, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from database.base import Base
from database.leases import Leasable


class DeliveryState(StrEnum):
    """What became of a delivery."""

    WAITING = "waiting"
    SENT = "sent"
    DROPPED = "dropped"  # no longer true, no longer useful, or nobody to write to; `failure` says which
    FAILED = "failed"  # refused for good, or for too long: somebody must see to it


class Message(Base):
    """A fact told to one recipient ("seeker:12"). `references` name the rows from which the text is rendered."""

    __tablename__ = "messages"
    __table_args__ = (UniqueConstraint("recipient", "fact"),)  # finds an inbox, too

    id: Mapped[int] = mapped_column(primary_key=True)
    recipient: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(40))
    fact: Mapped[str] = mapped_column(String(80))  # what is told, once: "booked:booking:5"
    about: Mapped[str] = mapped_column(
        String(40)
    )  # what it belongs to, so that newer news can overtake it: "booking:5"
    references: Mapped[dict[str, int]] = mapped_column(JSON)
    made_at: Mapped[datetime]
    read_at: Mapped[datetime | None]

    deliveries: Mapped[list["Delivery"]] = relationship(back_populates="message")


class Delivery(Leasable, Base):
    """One message on one channel. `due_at` is the office's clock; leases and next tries are real time (UTC)."""

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("message_id", "channel"),
        Index("ix_deliveries_due", "state", "due_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id"))
    channel: Mapped[str] = mapped_column(String(20))
    state: Mapped[DeliveryState] = mapped_column(
        Enum(
            DeliveryState,
            name="state",
            native_enum=False,
            create_constraint=True,
            length=20,
            values_callable=lambda states: [state.value for state in states],
        )
    )
    due_at: Mapped[datetime]
    useful_until: Mapped[datetime | None]  # the office's clock; none: of before there was one
    lapses: Mapped[bool] = mapped_column(server_default=false())  # too late, it is dropped; else it has failed
    sent_at: Mapped[datetime | None]
    failure: Mapped[str]

    message: Mapped[Message] = relationship(back_populates="deliveries")


class Resolution(StrEnum):
    """How somebody saw to a delivery that had failed."""

    CALLED = "called"  # the recipient was told by phone
    SENT_AGAIN = "sent_again"  # mostly to an address that was corrected
    NOTHING_TO_DO = "nothing_to_do"


class FailedDelivery(Base):
    """That a delivery failed, who sees to it ("staff:3"; empty: nobody yet), and how it was resolved. Office's clock.

    What is sent again and fails again has one more row, with the same owner.
    """

    __tablename__ = "failed_deliveries"
    __table_args__ = (
        Index(
            "uq_failed_deliveries_unresolved",
            "delivery_id",
            unique=True,
            sqlite_where=text("resolved_at is null"),
            postgresql_where=text("resolved_at is null"),
        ),
        Index("ix_failed_deliveries_delivery_id", "delivery_id"),
        Index("ix_failed_deliveries_resolved_at", "resolved_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    delivery_id: Mapped[int] = mapped_column(ForeignKey("deliveries.id"))
    failed_at: Mapped[datetime]
    owner: Mapped[str] = mapped_column(String(40))
    taken_at: Mapped[datetime | None]  # since when the owner sees to it; none: nobody, or of before it was noted
    resolved_at: Mapped[datetime | None]
    resolution: Mapped[Resolution | None] = mapped_column(
        Enum(
            Resolution,
            name="resolution",
            native_enum=False,
            create_constraint=True,
            length=20,
            values_callable=lambda kinds: [kind.value for kind in kinds],
        )
    )

    delivery: Mapped[Delivery] = relationship()


class JobRun(Base):
    """The latest run of a job. `due_at` is the office's clock, the lease real time; both are UTC."""

    __tablename__ = "job_runs"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    due_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    lease: Mapped[str] = mapped_column(String(36))
    leased_until: Mapped[datetime]


class JobState(Base):
    """How a job of the scheduler fares, written once a minute and when it begins or ceases to fail. Real time, UTC."""

    __tablename__ = "job_states"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    began_at: Mapped[datetime | None]  # the last run that did something
    ended_at: Mapped[datetime | None]
    late_at: Mapped[datetime]  # from here on it has not run well for too long
    error: Mapped[str] = mapped_column(String(200))  # the kind of error of the last run; empty when it went well
    error_at: Mapped[datetime | None]
