"""A booking as a file for the calendar, to be added by hand; whoever wants it to stay correct takes the feed."""

from flask import Response

from booking.bookings.reads import booking_of_seeker
from booking.feeds.seeker_feeds import entry_of
from booking.feeds.words import entry_texts
from booking.people.permissions import SEEKERS, allow
from booking.services import services
from booking.web.seeker.blueprint import blueprint
from booking.web.session import seeker_id
from calendars.ical import single
from database.base import db


@blueprint.get("/mypage/bookings/<number>/calendar.ics")
@allow(SEEKERS)
def calendar_file(number: str) -> Response:
    """The booking's entry as it is now, with the UID of the feed. It holds no number, no name and no way to join."""
    found = booking_of_seeker(db.session(), number, seeker_id=seeker_id())
    return Response(
        single(entry_of(found, services().config.base_url, entry_texts())),
        content_type="text/calendar; charset=utf-8",
        headers={
            "Content-Disposition": 'attachment; filename="consultation.ics"',
            "Cache-Control": "private, no-store",
        },
    )
