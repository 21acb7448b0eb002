"""What an import of official holidays would change: the days, and at which offices who loses their place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select, union
from sqlalchemy.orm import Session

from booking.availability.holidays import national_holidays
from booking.office_changes.impact import PlannedChange
from booking.offices.from_rows import office_file
from booking.tables import Booking, BookingStatus, Hold, ImportedHoliday, Office, Procedure
from calendars.holidays import NationalHoliday, NationalHolidays
from calendars.office_time import day_of, midnight

_AHEAD = timedelta(days=3660)  # wider than any booking window


def with_years_of(session: Session, holidays: Sequence[NationalHoliday]) -> NationalHolidays:
    """The holidays in force once the years of `holidays` are replaced by them."""
    first, last = years_of(holidays)
    others = session.scalars(select(ImportedHoliday).where(~ImportedHoliday.day.between(first, last)))
    return NationalHolidays([*(NationalHoliday(row.day, row.name, row.source) for row in others), *holidays])


def years_of(holidays: Iterable[NationalHoliday]) -> tuple[date, date]:
    """The first day of their first year and the last day of their last."""
    years = [holiday.day.year for holiday in holidays]
    return date(min(years), 1, 1), date(max(years), 12, 31)


def changed_days(
    before: NationalHolidays, after: NationalHolidays, *, first: date, last: date
) -> Mapping[date, str | None]:
    """The days from `first` to `last` that become a holiday or are none any more, with the name of the new one."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return {day: after.name(day) for day in days if (before.name(day) is None) != (after.name(day) is None)}


def concerned_offices(session: Session, days: Iterable[date], *, now: datetime) -> Sequence[Office]:
    """The offices at which somebody has booked or holds a time to come on one of the days, by id."""
    wanted = sorted(day for day in days if day_of(now) <= day <= day_of(now) + _AHEAD)
    if not wanted:
        return ()
    booked = select(Booking.office_id).where(
        Booking.day.in_(wanted), Booking.status == BookingStatus.BOOKED, Booking.starts_at > now
    )
    held = (
        select(Procedure.office_id)
        .join(Hold, Hold.procedure_id == Procedure.id)
        .where(
            Hold.ended_at.is_(None),
            Hold.expires_at > now,
            Hold.starts_at >= midnight(wanted[0]),
            Hold.starts_at < midnight(wanted[-1] + timedelta(days=1)),
        )
    )
    ids = select(union(booked, held).subquery().c[0])
    return session.scalars(select(Office).where(Office.id.in_(ids)).order_by(Office.id)).all()


def planned_holidays(
    session: Session, office: Office, *, before: NationalHolidays, after: NationalHolidays
) -> PlannedChange:
    """The office stays as it is, under other holidays."""
    same = office_file(session, office)
    return PlannedChange(same, same, (before.name, after.name))


@dataclass(frozen=True)
class HolidayPlan:
    """What an import would change: the days with the name of a new holiday, and the offices that it concerns."""

    days: Mapping[date, str | None]
    offices: Sequence[tuple[Office, PlannedChange]]


def holiday_plan(session: Session, holidays: Sequence[NationalHoliday], *, now: datetime) -> HolidayPlan:
    """The import of `holidays` as it would be now."""
    before, after = national_holidays(session), with_years_of(session, holidays)
    first, last = years_of(holidays)
    days = changed_days(before, after, first=max(day_of(now), first), last=last)
    offices = concerned_offices(session, days, now=now)
    planned = [(office, planned_holidays(session, office, before=before, after=after)) for office in offices]
    return HolidayPlan(days, planned)
