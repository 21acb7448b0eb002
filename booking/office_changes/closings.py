"""Closing days of an office and taking them back: of one day or several, of hours, of every year."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import ClassVar

from booking.office_changes.contact import contact_in
from booking.office_changes.refusals import (
    AlreadyClosed,
    DayInPast,
    LastDayTooEarly,
    NotAClosingDay,
    PartlyClosed,
    TooManyDays,
)
from booking.office_changes.settings.from_a_day import refuse_past
from booking.offices.file.rules import office_days_in
from booking.offices.file.shape import ExtraOpening, Office
from calendars.office_days import ClosingDay, OfficeDays

MOST_DAYS = 366  # of one closing: longer than that no office day can be counted from either side
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class CloseDay:
    """The office stays closed on `day`, or from it to `last`. An extra opening on it is called off.

    With `closed_from` or `closed_until` only what is held in these hours falls away; with `every_year` the same days
    are closed in every later year, too.
    """

    act: ClassVar[str] = "close_day"
    day: date
    reason: str
    last: date | None = None
    closed_from: time | None = None
    closed_until: time | None = None
    every_year: bool = False

    @property
    def days(self) -> Iterator[date]:
        """All days from the first to the last."""
        last = self.last or self.day
        return (self.day + n * _ONE_DAY for n in range((last - self.day).days + 1))

    def on(self, day: date) -> ClosingDay:
        """The closing of one of its days."""
        return ClosingDay(day, self.reason, self.every_year, self.closed_from, self.closed_until)


@dataclass(frozen=True)
class ReopenDay:
    """`day`, or every day from it to `last`, is no closing day of the office's own any more."""

    act: ClassVar[str] = "reopen_day"
    day: date
    last: date | None = None


def closed(office: Office, change: CloseDay, *, today: date, national_holiday: Callable[[date], str | None]) -> Office:
    """The office once it is closed on these days; of several days those that are closed anyway are passed over.

    Raises:
        DayInPast, LastDayTooEarly, TooManyDays: these are no days that can be closed.
        AlreadyClosed: the office is closed on all of them anyway.
        PartlyClosed: some hours of a day are closed already, and other hours shall be.
    """
    _refuse_days(office, change, today)
    calendar = office_days_in(office, national_holiday)
    new = {day: change.on(day) for day in change.days if not _is_closed(office, calendar, change, day)}
    if not new:
        closing = calendar.closing(change.day)
        raise AlreadyClosed(contact_in(office), change.day, closing.name if closing else change.reason)
    if not change.on(change.day).is_whole:
        _refuse_closed_hours(office, calendar, new)
    kept = [one for one in office.closing_days if one.day not in new]
    days = sorted([*kept, *new.values()], key=lambda one: one.day)
    return replace(office, closing_days=tuple(days), extra_openings=_openings_left(office, change, set(new)))


def reopened(office: Office, change: ReopenDay, *, today: date) -> Office:
    """The office once these days are open again; of a closing of every year what has been stays closed.

    Raises:
        DayInPast: what has been is not changed.
        NotAClosingDay: there is no such closing day to take away.
    """
    last = change.last or change.day
    found = [one for one in office.closing_days if change.day <= one.day <= last]
    left = [one for one in found if one.day < today and not one.every_year]
    if not found or left == found:
        raise (DayInPast if change.day < today else NotAClosingDay)(contact_in(office), change.day)
    past = [
        replace(one, day=day, every_year=False)
        for one in found
        if one.every_year
        for day in one.days(one.day, today - _ONE_DAY)
    ]
    others = [one for one in office.closing_days if one not in found]
    by_day = {one.day: one for one in [*past, *left, *others]}
    return replace(office, closing_days=tuple(by_day[day] for day in sorted(by_day)))


def called_off(office: Office, change: CloseDay) -> tuple[str, ...]:
    """The names of the extra openings that the closing calls off."""
    left = _openings_left(office, change, set(change.days))
    return tuple(opening.name for opening in office.extra_openings if opening not in left)


def _openings_left(office: Office, change: CloseDay, days: set[date]) -> tuple[ExtraOpening, ...]:
    if not change.on(change.day).is_whole:
        return office.extra_openings
    return tuple(opening for opening in office.extra_openings if opening.day not in days)


def _refuse_days(office: Office, change: CloseDay, today: date) -> None:
    refuse_past(office, change.day, today)
    if change.last is not None and change.last < change.day:
        raise LastDayTooEarly(contact_in(office), change.day)
    if change.last is not None and (change.last - change.day).days >= MOST_DAYS:
        raise TooManyDays(contact_in(office), MOST_DAYS)


def _is_closed(office: Office, calendar: OfficeDays, change: CloseDay, day: date) -> bool:
    """Whether the closing would say nothing new of the day. In another year a Sunday is a Monday, and so counts."""
    if change.every_year:
        return any(one.every_year and one.is_whole and one.falls_on(day) for one in office.closing_days)
    return calendar.closing(day) is not None


def _refuse_closed_hours(office: Office, calendar: OfficeDays, days: dict[date, ClosingDay]) -> None:
    for day in days:
        for one in calendar.closed_hours(day):
            raise PartlyClosed(contact_in(office), day, one.reason)
