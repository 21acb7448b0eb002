"""Addresses that open a web calendar with an entry filled in, to be kept by one press; knows no bookings.

What stands in an address is read by whoever runs that calendar, and stays in the browser's history: an entry goes
out with its title, its times, and where it leads, as it stands in a feed.
"""

from datetime import datetime
from functools import lru_cache
from urllib.parse import quote, urlencode

from calendars.ical import Entry
from calendars.office_time import to_utc

_GOOGLE = "https://calendar.google.com/calendar/render"
_MOST_QUOTED = 128
_OUTLOOK = "https://outlook.live.com/calendar/0/deeplink/compose"


def google_address(entry: Entry) -> str:
    """Where Google's calendar offers to keep the entry. Raises ValueError for one of a whole day."""
    starts_at, ends_at = _times(entry)
    return _address(
        _GOOGLE,
        action="TEMPLATE",
        text=entry.title,
        dates=f"{starts_at:%Y%m%dT%H%M%SZ}/{ends_at:%Y%m%dT%H%M%SZ}",
        details=entry.description,
        location=entry.location,
    )


def outlook_address(entry: Entry) -> str:
    """Where the calendar of Outlook.com offers to keep the entry. Raises ValueError for one of a whole day."""
    starts_at, ends_at = _times(entry)
    return _address(
        _OUTLOOK,
        path="/calendar/action/compose",
        rru="addevent",
        subject=entry.title,
        startdt=f"{starts_at:%Y-%m-%dT%H:%M:%SZ}",
        enddt=f"{ends_at:%Y-%m-%dT%H:%M:%SZ}",
        body=entry.description,
        location=entry.location,
    )


def _times(entry: Entry) -> tuple[datetime, datetime]:
    if entry.starts_at is None or entry.ends_at is None:
        raise ValueError(f"entry {entry.uid} has no times")
    return to_utc(entry.starts_at), to_utc(entry.ends_at)


def _address(page: str, **asked: str) -> str:
    return f"{page}?{urlencode(asked, quote_via=_quoted)}"


# Mostly the same words. Outlook shows a space that was sent as "+" as a plus.
_quoted = lru_cache(_MOST_QUOTED)(quote)
