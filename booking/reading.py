"""Reads days, times of day and moments that come in by address or form; what is malformed is None, never an error."""

import re
from datetime import date, datetime, time

from calendars.office_time import in_office_time

# Wide enough for every booking. Pages look up to a year ahead, and after 2099 nobody knows the holidays.
_YEARS = range(2000, 2099)
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3])(?::|時)([0-5][0-9])分?")
_BETWEEN_CLOCKS = re.compile(r"[\s,、・]+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_day(typed: str) -> date | None:
    """The day of a text like 2026-11-25."""
    if not _DAY.fullmatch(typed):
        return None
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None
    return day if day.year in _YEARS else None


def read_moment(typed: str) -> datetime | None:
    """The moment of an RFC 3339 text, in office time; a naive one is malformed (design §6)."""
    try:
        moment = datetime.fromisoformat(typed)
    except ValueError:
        return None
    if moment.utcoffset() is None or moment.year not in _YEARS:
        return None
    return in_office_time(moment)


def read_clocks(typed: str) -> tuple[time, ...] | None:
    """The times of day in a half-width text like "10:00 11時30分", early ones first, each once; None if one is none."""
    found = [_CLOCK.fullmatch(word) for word in _BETWEEN_CLOCKS.split(typed) if word]
    clocks = {time(int(match[1]), int(match[2])) for match in found if match}
    return tuple(sorted(clocks)) if all(found) else None
