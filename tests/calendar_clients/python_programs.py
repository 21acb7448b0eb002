"""Readers that are written in Python, none of them the library with which the feeds are written."""

import vobject

from tests.calendar_clients.seen import Seen, day_or_moment


def home_assistant(feed: bytes) -> list[Seen]:
    """`ical`, the strict parser of Home Assistant."""
    from ical.calendar_stream import IcsCalendarStream  # loads all zones of the world; each process collects this file

    calendar = IcsCalendarStream.calendar_from_ics(feed.decode())
    return [
        Seen(
            uid=event.uid,
            starts=day_or_moment(event.dtstart),
            ends=day_or_moment(event.dtend),
            title=event.summary or "",
            cancelled=event.status == "CANCELLED",
        )
        for event in calendar.events
    ]


def vobject_reads(feed: bytes) -> list[Seen]:
    """vobject, which gcalcli and others import through."""
    calendar = vobject.readOne(feed.decode())
    assert calendar.validate()
    return [
        Seen(
            uid=event.uid.value,
            starts=day_or_moment(event.dtstart.value),
            ends=day_or_moment(event.dtend.value),
            title=event.summary.value,
            cancelled=event.status.value == "CANCELLED",
        )
        for event in calendar.contents.get("vevent", [])
    ]
