"""Offices, their desks, and the days on which they differ from the calendar."""

from datetime import date, datetime, time

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from booking.core.host_licences import HostLicence
from booking.core.lengths import RESTS
from booking.core.texts.own_sentences import StandsIn
from booking.tables.columns import allowed, words
from database.base import Base


class Office(Base):
    """A public employment office; times are office time."""

    __tablename__ = "offices"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str]
    official_name: Mapped[str]
    department: Mapped[str]
    prefecture: Mapped[str] = mapped_column(String(4), default="", server_default="", index=True)
    city: Mapped[str] = mapped_column(default="", server_default="")
    keywords: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    address: Mapped[str] = mapped_column(default="", server_default="")  # "" = not known: the page says so
    phone: Mapped[str] = mapped_column(String(20))
    email: Mapped[str | None]
    desk_opens: Mapped[time]
    desk_closes: Mapped[time]
    fictional: Mapped[bool]
    ends_on: Mapped[date | None]  # the first day without
    # What no-shows lead to (rules.md#no-shows); the defaults are those of booking.offices.absence_rules.AbsenceRules.
    warn_at: Mapped[int] = mapped_column(default=1, server_default="1")
    propose_at: Mapped[int] = mapped_column(default=2, server_default="2")
    within_days: Mapped[int] = mapped_column(default=365, server_default="365")
    suspension_days: Mapped[int] = mapped_column(default=90, server_default="90")
    # When it reminds of consultations; the defaults are those of booking.offices.reminder_times.
    remind_at: Mapped[time] = mapped_column(default=time(10), server_default="10:00:00.000000")
    remind_minutes_before: Mapped[int] = mapped_column(default=60, server_default="60")
    feed_names: Mapped[bool] = mapped_column(default=False, server_default=false())  # display names in desks' feeds
    version: Mapped[int] = mapped_column(default=1)  # raised by every change of days, times, desks or rules: for caches
    revised_at: Mapped[datetime | None]  # when the version rose last, for feeds; None: not since this is noted

    desks: Mapped[list["Desk"]] = relationship(back_populates="office", order_by="Desk.code")
    closing_days: Mapped[list["ClosingDay"]] = relationship(order_by="ClosingDay.day", cascade="all, delete-orphan")
    extra_openings: Mapped[list["ExtraOpening"]] = relationship(
        order_by="ExtraOpening.day", cascade="all, delete-orphan"
    )
    sentences: Mapped[list["OfficeSentences"]] = relationship(
        order_by="OfficeSentences.kind", cascade="all, delete-orphan"
    )


class Desk(Base):
    """One lane of consultations: one at a time, with one host of its own (rules.md#desks-and-hosts)."""

    __tablename__ = "desks"
    __table_args__ = (
        UniqueConstraint("office_id", "code"),
        CheckConstraint(allowed("rest_minutes", RESTS), name="rest_minutes"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str]
    zoom_host: Mapped[str | None] = mapped_column(unique=True)
    host_licence: Mapped[HostLicence] = mapped_column(words(HostLicence, name="host_licence"))
    rest_minutes: Mapped[int]
    ends_on: Mapped[date | None]  # the first day without

    office: Mapped[Office] = relationship(back_populates="desks")


class ClosingDay(Base):
    """A day, or its hours from and until, on which this office is closed beyond the national calendar."""

    __tablename__ = "closing_days"
    __table_args__ = (
        UniqueConstraint("office_id", "day"),
        CheckConstraint("closed_from < closed_until", name="hours"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    day: Mapped[date]
    reason: Mapped[str]
    every_year: Mapped[bool] = mapped_column(server_default=false())  # that day of every year from `day` on
    closed_from: Mapped[time | None]
    closed_until: Mapped[time | None]


class ExtraOpening(Base):
    """A date with its own starts; it counts as an office day only if it says so (rules.md#extra-openings)."""

    __tablename__ = "extra_openings"
    __table_args__ = (UniqueConstraint("office_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    day: Mapped[date]
    name: Mapped[str]
    counts_as_office_day: Mapped[bool]

    starts: Mapped[list["OpeningStart"]] = relationship(order_by="OpeningStart.start", cascade="all, delete-orphan")


class OpeningStart(Base):
    """A start of one procedure on an extra opening."""

    __tablename__ = "opening_starts"
    __table_args__ = (UniqueConstraint("extra_opening_id", "procedure_id", "start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    extra_opening_id: Mapped[int] = mapped_column(ForeignKey("extra_openings.id"))
    procedure_id: Mapped[int] = mapped_column(ForeignKey("procedures.id"))
    start: Mapped[time]


class OfficeSentences(Base):
    """What the office itself says in its messages of one kind, by language (rules.md#own-sentences)."""

    __tablename__ = "office_sentences"
    __table_args__ = (UniqueConstraint("office_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    kind: Mapped[str] = mapped_column(String(40))
    stands_in: Mapped[StandsIn] = mapped_column(words(StandsIn, name="stands_in"))
    opening: Mapped[dict[str, str]] = mapped_column(JSON)
    closing: Mapped[dict[str, str]] = mapped_column(JSON)
    since: Mapped[datetime]  # earlier messages never had any, and get none
