"""The offices that are stormed: one with many desks for a rush, one whose two desks are shared by 30 and 45 minutes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from booking.assets import assets
from booking.core.host_licences import HostLicence
from booking.offices.file.read import read_office
from booking.offices.file.shape import Desk, Office, Procedure, Timetable, WeeklyStart
from calendars.office_time import at

TERMS = "2026-10-01"
MOST_BOOKINGS = 10  # open ones of a seeker and procedure: as many as an office may allow

# From Wednesday 25 November 2026, the first day that Friday 20 may still book (Monday 23 is a holiday), to Friday
# 18 December, the last day of the window.
_FIRST, _LAST = date(2026, 11, 25), date(2026, 12, 18)

RUSH, SHORT, LONG = "storm-rush", "storm-short", "storm-long"
_EVERY_45_MINUTES = tuple(time(9 + minutes // 60, minutes % 60) for minutes in range(0, 450, 45))
_STARTS = {
    RUSH: _EVERY_45_MINUTES,
    SHORT: (time(9), time(10, 45), time(12, 30), time(14, 15)),
    LONG: (time(9, 45), time(11, 30), time(13, 15), time(15)),
}


@dataclass(frozen=True)
class Place:
    """A start of a procedure, in office time."""

    procedure: str
    starts_at: datetime


def days() -> list[date]:
    """The weekdays that can be booked on Friday 20 November 2026."""
    every = (_FIRST + timedelta(days=n) for n in range((_LAST - _FIRST).days + 1))
    return [day for day in every if day.weekday() < 5]


def places(procedure: str, *, on: Sequence[date]) -> Iterator[Place]:
    """Every start of the procedure on these days, early ones first."""
    return (Place(procedure, at(day, start)) for day in on for start in _STARTS[procedure])


def rush_office(desks: int) -> Office:
    """An office with so many desks for one procedure."""
    names = tuple(f"storm-rush-{n}" for n in range(desks))
    return replace(
        _pattern(),
        code="storm-rush",
        desks=tuple(map(_desk, names)),
        procedures=(_procedure(RUSH, names, length_minutes=30),),
    )


def hosted_office(desks: int) -> Office:
    """The same with a Zoom host for each desk."""
    office = rush_office(desks)
    return replace(office, desks=tuple(replace(desk, zoom_host=f"{desk.code}@example.com") for desk in office.desks))


def mixed_office() -> Office:
    """An office whose two desks take turns at 30 and at 45 minutes."""
    names = ("storm-mixed-1", "storm-mixed-2")
    procedures = _procedure(SHORT, names, length_minutes=30), _procedure(LONG, names, length_minutes=45)
    return replace(_pattern(), code="storm-mixed", desks=tuple(map(_desk, names)), procedures=procedures)


def _pattern() -> Office:
    text = (assets("offices") / "omura.toml").read_text(encoding="utf-8")
    return replace(read_office(text, file_name="omura.toml"), fictional=True, closing_days=(), extra_openings=())


def _procedure(code: str, desks: tuple[str, ...], *, length_minutes: int) -> Procedure:
    weekly = tuple(WeeklyStart(weekday, start) for weekday in range(5) for start in _STARTS[code])
    return replace(
        _pattern().procedures[0],
        code=code,
        desks=desks,
        length_minutes=length_minutes,
        max_open_bookings=MOST_BOOKINGS,
        timetables=(Timetable(date(2020, 1, 1), weekly),),
    )


def _desk(code: str) -> Desk:
    return Desk(code, code, None, HostLicence.LICENSED, 15)
