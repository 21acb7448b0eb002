"""Renders entries as an iCalendar feed (RFC 5545, RFC 7986); knows no bookings and reads no clock.

The same input gives the same bytes, so their hash serves as ETag.
A feed carries no METHOD (DTSTAMP then means "last revised"), no UID of its own (vdirsyncer would take the
whole feed for one entry), no people and no alarms; all times are UTC, so that no entry needs a time zone.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from icalendar import Calendar, Component, Event, Parameters, Timezone, TimezoneStandard, vText

from calendars.office_time import TOKYO, to_utc

_PRODUCT = "-//Madoguchi//Madoguchi//JA"
_CANCELLED_PREFIX = "【取消】"
_REFRESH = timedelta(hours=1)
_END = b"END:VCALENDAR\r\n"
_MOST_ENTRIES = 10_000  # remembered, of some 700 bytes
_TIMED_OR_ALL_DAY = {(True, True, False), (False, False, True)}
_LINE_BREAKS = re.compile(r"\r\n?")
# The library passes these on: clients cut the text or refuse the feed; a lone surrogate stops the rendering.
_UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")


@dataclass(frozen=True)
class Entry:
    """One line of somebody's calendar: a time from `starts_at` to `ends_at`, or the whole of `day`.

    `uid` is random and stays for life; `revised_at` (aware, whole seconds) and `sequence` rise with every
    visible change. Empty texts are left out. `transparent` entries do not block the owner's time.
    """

    uid: str
    revised_at: datetime
    sequence: int
    title: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    day: date | None = None
    description: str = ""
    location: str = ""
    url: str = ""
    conference_url: str = ""
    conference_label: str = ""
    cancelled: bool = False
    private: bool = True
    transparent: bool = False

    def __post_init__(self) -> None:
        given = (self.starts_at is not None, self.ends_at is not None, self.day is not None)
        if given not in _TIMED_OR_ALL_DAY:
            raise ValueError(f"entry {self.uid} needs both starts_at and ends_at, or day alone")


@dataclass(frozen=True)
class Feed:
    """What a calendar client shows of the feed itself."""

    name: str
    description: str


def event_of(entry: Entry) -> Event:
    """One VEVENT, still to be rendered. Raises ValueError for naive times and for line breaks in addresses."""
    event = Event()
    _add_text(event, "uid", entry.uid)
    _add_revision(event, entry)
    _add_time(event, entry)
    _add_text(event, "summary", f"{_CANCELLED_PREFIX}{entry.title}" if entry.cancelled else entry.title)
    _add_text(event, "description", entry.description)
    _add_text(event, "location", entry.location)
    if entry.url:
        event.add("url", entry.url)
    if entry.conference_url and not entry.cancelled:
        _add_conference(event, entry)
    event.add("class", "PRIVATE" if entry.private else "PUBLIC")
    event.add("transp", "TRANSPARENT" if entry.transparent or entry.cancelled else "OPAQUE")
    return event


def document(feed: Feed, entries: Iterable[Entry]) -> bytes:
    """The whole feed with its entries in the order given (by start, then uid, keeps the ETag steady).

    A calendar without any component is none (RFC 5545 §3.6), and programs refuse it: before the first entry the zone
    of the office stands in, which shows nothing.
    """
    return _with_components(_calendar(feed), [_rendered(entry) for entry in entries] or [_bytes_of(_office_zone())])


def single(entry: Entry) -> bytes:
    """A file with this entry alone, to be added by hand.

    It has no name and no refresh: calendars would make a new calendar of it instead of adding the entry.
    """
    return _with_components(empty_calendar(), [_rendered(entry)])


def etag(document: bytes) -> str:
    """The strong validator of a feed: hex SHA-256 of its bytes, without quotes."""
    return hashlib.sha256(document).hexdigest()


def clean(text: str) -> str:
    """The text with LF line breaks, without what breaks feeds: controls, U+2028/9, U+FEFF, surrogates."""
    return _UNSAFE.sub("", _LINE_BREAKS.sub("\n", text))


def empty_calendar() -> Calendar:
    """A calendar without entries, and without a name and a refresh."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", _PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    return calendar


@lru_cache(_MOST_ENTRIES)
def _rendered(entry: Entry) -> bytes:
    """One VEVENT. It is what costs time, and stays the same until somebody changes the entry."""
    return _bytes_of(event_of(entry))


def _with_components(calendar: Calendar, rendered: Iterable[bytes]) -> bytes:
    """The calendar with components that are rendered already, before its end."""
    return b"".join((_bytes_of(calendar).removesuffix(_END), *rendered, _END))


def _bytes_of(component: Component) -> bytes:
    """Lines folded, with CRLF."""
    rendered: bytes = component.to_ical()
    return rendered


def _office_zone() -> Timezone:
    """Asia/Tokyo, which has had no summer time since 1951."""
    standard = TimezoneStandard()
    standard.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001  local time by definition (RFC 5545 §3.6.5)
    standard.add("tzoffsetfrom", timedelta(hours=9))
    standard.add("tzoffsetto", timedelta(hours=9))
    standard.add("tzname", "JST")
    zone = Timezone()
    zone.add("tzid", TOKYO.key)
    zone.add_component(standard)
    return zone


def _calendar(feed: Feed) -> Calendar:
    calendar = empty_calendar()
    _add_text(calendar, "name", feed.name)
    _add_text(calendar, "x-wr-calname", feed.name)
    _add_text(calendar, "x-wr-caldesc", feed.description)
    calendar.add("x-wr-timezone", TOKYO.key)
    # RFC 7986 §5.7 requires the VALUE parameter; X-PUBLISHED-TTL is what Outlook reads.
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    return calendar


def _add_text(component: Component, name: str, text: str) -> None:
    """Adds a TEXT property unless it would be empty, which libical reports as an error."""
    if cleaned := clean(text):
        # The library does not escape NAME and X- properties by itself, so the type is given.
        component.add(name, vText(cleaned))


def _add_revision(event: Event, entry: Entry) -> None:
    revised_at = to_utc(entry.revised_at)
    event.add("dtstamp", revised_at)
    event.add("last-modified", revised_at)
    event.add("sequence", entry.sequence)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")


def _add_time(event: Event, entry: Entry) -> None:
    if entry.day is not None:
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + timedelta(days=1))  # DTEND is exclusive (RFC 5545 §3.8.2.2)
    elif entry.starts_at is not None and entry.ends_at is not None:
        event.add("dtstart", to_utc(entry.starts_at))
        event.add("dtend", to_utc(entry.ends_at))


def _add_conference(event: Event, entry: Entry) -> None:
    # As a list FEATURE stays two values (RFC 7986 §5.11); the library's Conference class quotes them as one.
    parameters = Parameters({"VALUE": "URI", "FEATURE": ["AUDIO", "VIDEO"]})
    if label := clean(entry.conference_label):
        parameters["LABEL"] = label
    event.add("conference", entry.conference_url, parameters=parameters)
