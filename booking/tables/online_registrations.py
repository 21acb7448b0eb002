"""Registrations that are typed online, step by step; a seeker comes of them when they are sent."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from database.base import Base


class OnlineRegistration(Base):
    """What the owner of an account has typed so far; once `sent_at` says so it is what they are registered with."""

    __tablename__ = "online_registrations"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), unique=True)
    kept_on: Mapped[date]  # the office's day on which something was first kept
    sent_at: Mapped[datetime | None]

    steps: Mapped[list["OnlineRegistrationStep"]] = relationship(passive_deletes=True)


class OnlineRegistrationStep(Base):
    """One step as it was typed, finished or not."""

    __tablename__ = "online_registration_steps"
    __table_args__ = (UniqueConstraint("registration_id", "step"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("online_registrations.id", ondelete="CASCADE"))
    step: Mapped[str] = mapped_column(String(40))  # one of booking.portal.registration.steps
    typed: Mapped[dict[str, Any]] = mapped_column(JSON)
    version: Mapped[int]  # raised by every change, so that no tab overwrites what another has kept
