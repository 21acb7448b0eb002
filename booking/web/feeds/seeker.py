"""A seeker's calendar feed by its secret address; no session, no names, nothing that joins a meeting."""

from flask import Response

from booking.core.texts import _
from booking.feeds.seeker_addresses import FeedKind
from booking.feeds.seeker_feeds import FoundFeed, feed_to_read, seeker_entries, unchanged_until
from booking.feeds.words import entry_texts
from booking.people.permissions import ANYONE, allow
from booking.services import services
from booking.web.feeds.answers import blueprint
from booking.web.feeds.secret import Shown, secret_answer
from booking.web.session import now
from booking.wsgi.response_cache import present_stamp
from calendars.ical import Feed
from database.base import db


@blueprint.get("/feeds/seeker/<token>.ics")
@allow(ANYONE)
def seeker_feed(token: str) -> Response:
    """The bookings of the feed's owner; 404 for what never was an address, 410 for one that was renewed."""
    stamp = present_stamp()
    found = feed_to_read(db.session(), token)
    return secret_answer(FeedKind.SEEKER, found, stamp, _shown)


def _shown(found: FoundFeed) -> Shown:
    entries = seeker_entries(
        db.session(),
        seeker_id=found.seeker_id,
        base_url=services().config.base_url,
        texts=entry_texts(),
        now=now(),
    )
    about = Feed(_("オンライン相談の予約"), _("予約の変更や取消は、自動で反映されます。"))
    return about, entries, unchanged_until(entries, now=now())
