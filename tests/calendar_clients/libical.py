"""libical, on which GNOME's and KDE's calendars are built, through ctypes: reads a feed and checks it by RFC 5545."""

import ctypes
from collections.abc import Iterator
from ctypes.util import find_library
from functools import cache

from tests.calendar_clients.seen import Seen, moment_of


@cache
def _library() -> ctypes.CDLL:
    # Debian's package has the name with its version only.
    library = ctypes.CDLL(find_library("ical") or "libical.so.3")
    for name in ("parser_parse_string", "component_get_first_component", "component_get_next_component"):
        getattr(library, f"ical{name}").restype = ctypes.c_void_p
    for name in ("component_get_first_property", "component_get_next_property"):
        getattr(library, f"ical{name}").restype = ctypes.c_void_p
    for name in ("property_get_value_as_string", "component_get_summary"):
        getattr(library, f"ical{name}").restype = ctypes.c_char_p
    return library


def read(feed: bytes) -> list[Seen]:
    """The feed's entries; AssertionError if libical finds a fault in it."""
    library = _library()
    calendar = ctypes.c_void_p(library.icalparser_parse_string(feed))
    assert calendar.value, "libical cannot read the feed"
    library.icalrestriction_check(calendar)
    errors = library.icalcomponent_count_errors(calendar)
    seen = [_seen(library, event) for event in _events(library, calendar)]
    library.icalcomponent_free(calendar)
    assert errors == 0, f"libical finds {errors} faults"
    return seen


def _events(library: ctypes.CDLL, calendar: ctypes.c_void_p) -> Iterator[ctypes.c_void_p]:
    kind = library.icalcomponent_string_to_kind(b"VEVENT")
    event = library.icalcomponent_get_first_component(calendar, kind)
    while event:
        yield ctypes.c_void_p(event)
        event = library.icalcomponent_get_next_component(calendar, kind)


def _seen(library: ctypes.CDLL, event: ctypes.c_void_p) -> Seen:
    return Seen(
        uid=_value(library, event, b"UID"),
        starts=moment_of(_value(library, event, b"DTSTART")),
        ends=moment_of(_value(library, event, b"DTEND")),
        title=library.icalcomponent_get_summary(event).decode(),
        cancelled=_value(library, event, b"STATUS") == "CANCELLED",
    )


def _value(library: ctypes.CDLL, event: ctypes.c_void_p, name: bytes) -> str:
    found = library.icalcomponent_get_first_property(event, library.icalproperty_string_to_kind(name))
    assert found, f"libical sees no {name.decode()}"
    text: bytes = library.icalproperty_get_value_as_string(ctypes.c_void_p(found))
    return text.decode()
