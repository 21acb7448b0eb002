"""Renders an entry as an invitation by mail, or as its withdrawal (RFC 5546 §3.2, RFC 6047); reads no clock.

Each holds the whole entry as it is now, with the UID of the feed: calendars compare `sequence`, then the time at which
the object was made, and some compare nothing at all.
"""

from dataclasses import dataclass
from datetime import datetime

from icalendar import Calendar, vCalAddress, vText

from calendars.ical import Entry, clean, empty_calendar, event_of
from calendars.office_time import to_utc


@dataclass(frozen=True)
class Invitation:
    """Who invites whom to what. `method` is REQUEST or CANCEL; both addresses are bare, such as a@example.jp.

    `made_at` (aware, whole seconds) is the same for every try. The recipient is named by the address alone.
    """

    entry: Entry
    method: str
    made_at: datetime
    organizer: str
    organizer_name: str
    attendee: str


def invitation(given: Invitation) -> bytes:
    """The iCalendar object, folded, with CRLF."""
    calendar: Calendar = empty_calendar()
    calendar.add("method", given.method)
    event = event_of(given.entry)
    del event["DTSTAMP"]
    event.add("dtstamp", to_utc(given.made_at))  # with METHOD: when this object was made (RFC 5545 §3.8.7.2)
    event.add("organizer", _organizer(given), encode=False)
    event.add("attendee", _attendee(given.attendee), encode=False)
    calendar.add_component(event)
    rendered: bytes = calendar.to_ical()
    return rendered


def _organizer(given: Invitation) -> vCalAddress:
    address = vCalAddress(f"mailto:{given.organizer}")
    address.params["CN"] = vText(clean(given.organizer_name))
    return address


def _attendee(address: str) -> vCalAddress:
    """The seeker, as one who comes: the invitation asks for nothing, so that no answers come back."""
    attendee = vCalAddress(f"mailto:{address}")
    given = {"CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"}
    attendee.params.update({name: vText(value) for name, value in given.items()})
    return attendee
