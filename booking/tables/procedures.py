"""Procedures: what is booked, with its rules, texts, terms and weekly times."""

from datetime import date, time
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from booking.core.lengths import LENGTHS
from booking.tables.columns import allowed
from booking.tables.offices import Desk, Office
from database.base import Base


class Procedure(Base):
    """Office, purpose, length and rules. Lengths are minutes, leads are office days, times are office time."""

    __tablename__ = "procedures"
    __table_args__ = (CheckConstraint(allowed("length_minutes", LENGTHS), name="length_minutes"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"), index=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[str]
    purpose: Mapped[str]
    purpose_order: Mapped[int]
    keywords: Mapped[list[str]] = mapped_column(JSON)
    length_minutes: Mapped[int]
    lead_open_days: Mapped[int]
    window_days: Mapped[int]
    web_cutoff_time: Mapped[time | None]
    channels: Mapped[list[str]] = mapped_column(JSON)
    max_open_bookings: Mapped[int]
    late_minutes: Mapped[int]
    enter_minutes_before: Mapped[int]
    late_booking_allowed: Mapped[bool]
    invented: Mapped[str]
    fictional: Mapped[bool] = mapped_column(default=False, server_default=false())
    ends_on: Mapped[date | None]  # the first day without; its office may end before
    mail_carries: Mapped[dict[str, str]] = mapped_column(JSON)
    for_whom: Mapped[list[str]] = mapped_column(JSON)
    needed: Mapped[list[str]] = mapped_column(JSON)
    entering: Mapped[str]
    cautions: Mapped[list[str]] = mapped_column(JSON)
    phone_only_reason: Mapped[str]
    terms_version: Mapped[str] = mapped_column(String(40))

    office: Mapped[Office] = relationship()
    desks: Mapped[list["ProcedureDesk"]] = relationship(order_by="ProcedureDesk.position", cascade="all, delete-orphan")
    timetables: Mapped[list["Timetable"]] = relationship(order_by="Timetable.valid_from", cascade="all, delete-orphan")
    rules: Mapped[list["DatedRules"]] = relationship(order_by="DatedRules.valid_from", cascade="all, delete-orphan")
    terms: Mapped[list["Terms"]] = relationship(cascade="all, delete-orphan")


class DatedRules(Base):
    """What changes of a procedure from one day on, by the names of its columns (rules.md#dated-rules).

    What is not named stays as it was; the columns of the procedure hold until the first of these days.
    """

    __tablename__ = "dated_rules"
    __table_args__ = (UniqueConstraint("procedure_id", "valid_from"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    procedure_id: Mapped[int] = mapped_column(ForeignKey("procedures.id"))
    valid_from: Mapped[date]
    changed: Mapped[dict[str, Any]] = mapped_column(JSON)


class ProcedureDesk(Base):
    """A desk at which a procedure is held; desks fill in the order of `position`."""

    __tablename__ = "procedure_desks"
    __table_args__ = (
        UniqueConstraint("procedure_id", "desk_id"),
        UniqueConstraint("procedure_id", "position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    procedure_id: Mapped[int] = mapped_column(ForeignKey("procedures.id"))
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    position: Mapped[int]

    desk: Mapped[Desk] = relationship()


class Timetable(Base):
    """The weekly times of a procedure from one day on, until the next timetable begins."""

    __tablename__ = "timetables"
    __table_args__ = (UniqueConstraint("procedure_id", "valid_from"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    procedure_id: Mapped[int] = mapped_column(ForeignKey("procedures.id"))
    valid_from: Mapped[date]

    weekly: Mapped[list["WeeklyStart"]] = relationship(
        order_by="WeeklyStart.weekday, WeeklyStart.start", cascade="all, delete-orphan"
    )


class WeeklyStart(Base):
    """One start in the week; Monday is 0, the time is office time."""

    __tablename__ = "weekly_starts"
    __table_args__ = (
        UniqueConstraint("timetable_id", "weekday", "start"),
        CheckConstraint("weekday between 0 and 6", name="weekday"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    timetable_id: Mapped[int] = mapped_column(ForeignKey("timetables.id"))
    weekday: Mapped[int]
    start: Mapped[time]


class Terms(Base):
    """One version of a procedure's terms; old versions stay, because consents name them."""

    __tablename__ = "terms"
    __table_args__ = (UniqueConstraint("procedure_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    procedure_id: Mapped[int] = mapped_column(ForeignKey("procedures.id"))
    version: Mapped[str] = mapped_column(String(40))
    paragraphs: Mapped[list[str]] = mapped_column(JSON)
