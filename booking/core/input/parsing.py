"""Reads days, times of day and moments that come in by address or form; what is malformed is None, never an error."""

import re
from datetime import date, datetime, time

from booking.core.input.typed_dates import read_typed_date
from calendars.office_time import in_office_time

LARGEST_ID = 2**31 - 1  # PostgreSQL refuses to be asked about one that its integers cannot hold

# Wide enough for every booking. Pages look up to a year ahead, and after 2099 nobody knows the holidays.
_YEARS = range(2000, 2099)
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3])(?:(?::|時)([0-5][0-9])分?|時)")
_HOUR = re.compile(r"[0-9]{1,2}時?")
_BETWEEN_CLOCKS = re.compile(r"[\s,、・]+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# RFC 3339, section 5.6, where seconds may be left out. Weeks, and days counted through the year, are ISO 8601's alone.
_MOMENT = re.compile(rf"{_DAY.pattern}[T ][0-9]{{2}}:[0-9]{{2}}(:[0-9]{{2}}(\.[0-9]+)?)?(Z|[+-][0-9]{{2}}:[0-9]{{2}})")


def read_day(typed: str) -> date | None:
    """The day of a text like 2026-11-25, in the years of bookings."""
    day = read_any_day(typed)
    return day if day is not None and day.year in _YEARS else None


def read_any_day(typed: str) -> date | None:
    """The day of a text like 1991-12-29, in any year; ISO 8601's other ways of writing one are malformed."""
    if not _DAY.fullmatch(typed):
        return None
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def read_typed_day(typed: str) -> date | None:
    """The day that a person typed into a form: like 2026-11-25, or 2026/11/25, 2026年11月25日, 令和8年11月25日."""
    day = read_typed_date(typed)
    return day if day is not None and day.year in _YEARS else None


def read_moment(typed: str) -> datetime | None:
    """The moment of an RFC 3339 text, in office time; a naive one is malformed (rules.md#outside)."""
    text = typed.upper()  # t and z may be small letters
    if not _MOMENT.fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return in_office_time(moment) if moment.year in _YEARS else None


def read_clocks(typed: str) -> tuple[time, ...] | None:
    """The times of day in a half-width text like "10:00 11時30分 13時", early first, each once; None if one is none."""
    found = [_CLOCK.fullmatch(word) for word in _BETWEEN_CLOCKS.split(typed) if word]
    clocks = {time(int(match[1]), int(match[2] or 0)) for match in found if match}
    return tuple(sorted(clocks)) if all(found) else None


def read_clock(typed: str) -> time | None:
    """One time of day in a half-width text; a full hour may be typed alone, as 13 or 13時."""
    found = read_clocks(f"{typed.removesuffix('時')}:00" if _HOUR.fullmatch(typed) else typed)
    return found[0] if found and len(found) == 1 else None
