"""Attendance: the events of meetings, never under a name; webhooks still to be processed, and how many are refused.

And how far the provider was asked for its lists of participants.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from booking.core.meeting_events import Sign, Source, Who
from booking.tables.columns import words
from database.base import Base
from database.leases import Leasable


class MeetingEvent(Base):
    """Something that happened in a run of a meeting. `run` and `participant` are the provider's keys; `at` is UTC.

    UNIQUE makes an event that is sent twice one row.
    """

    __tablename__ = "meeting_events"
    __table_args__ = (UniqueConstraint("meeting_id", "run", "participant", "sign", "at", "source"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    run: Mapped[str] = mapped_column(String(80))
    participant: Mapped[str] = mapped_column(String(80))  # empty for the meeting itself
    who: Mapped[Who] = mapped_column(words(Who, name="who"))
    sign: Mapped[Sign] = mapped_column(words(Sign, name="sign"))
    at: Mapped[datetime] = mapped_column(index=True)
    source: Mapped[Source] = mapped_column(words(Source, name="source"))


class ParticipantFetch(Leasable, Base):
    """How far the provider was asked who took part in a meeting. `due_at` is the office's clock, the rest real time."""

    __tablename__ = "participant_fetches"
    __table_args__ = (Index("ix_participant_fetches_due", "due_at", "next_try_at"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), primary_key=True, autoincrement=False)
    answers: Mapped[int]  # how many times the provider answered
    due_at: Mapped[datetime | None]  # when to ask next; none after the last time
    never_held: Mapped[bool]  # there was still no list when it was asked for the last time


class Webhook(Leasable, Base):
    """What a provider sent. The body is encrypted, and erased once it was processed; times are real, UTC."""

    __tablename__ = "webhooks"
    __table_args__ = (Index("ix_webhooks_due", "processed_at", "next_try_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)  # a hash: what is sent twice has the same
    received_at: Mapped[datetime] = mapped_column(index=True)
    body_sealed: Mapped[bytes | None]
    processed_at: Mapped[datetime | None]


class RefusedWebhooks(Base):
    """How many webhooks of a provider were refused since one was accepted: one row, real times, UTC.

    Anybody can send what is refused, so there is a count and never a row for each.
    """

    __tablename__ = "refused_webhooks"

    provider: Mapped[str] = mapped_column(String(20), primary_key=True)
    refused: Mapped[int]
    refused_since: Mapped[datetime | None]  # the first of those that are counted
    refused_at: Mapped[datetime | None]  # the last
