"""Reads days and moments that come in by address or form; what is malformed is None, never an error."""

import re
from datetime import date, datetime

from calendars.office_time import in_office_time

# Wide enough for every booking, narrow enough that no reckoning with days leaves Python's calendar.
_YEARS = range(2000, 2100)
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
