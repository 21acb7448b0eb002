"""The feed of a desk by a secret address that one member of staff has; it shows no numbers and nobody's name."""

from flask import Response

from booking.core.texts import _
from booking.feeds.desk_feeds import DeskTexts, FoundDeskFeed, desk_entries, desk_feed_to_read, unchanged_until
from booking.feeds.seeker_addresses import FeedKind
from booking.people.permissions import ANYONE, allow
from booking.services import services
from booking.web.feeds.answers import blueprint
from booking.web.feeds.secret import Shown, secret_answer
from booking.web.session import now
from booking.wsgi.response_cache import present_stamp
from calendars.ical import Feed
from database.base import db


@blueprint.get("/feeds/desk/<token>.ics")
@allow(ANYONE)
def desk_feed(token: str) -> Response:
    """The desk's bookings; 410 for an address that was renewed or stopped, or whose owner left the office."""
    stamp = present_stamp()
    found = desk_feed_to_read(db.session(), token)
    return secret_answer(FeedKind.DESK, found, stamp, _shown)


def _shown(found: FoundDeskFeed) -> Shown:
    texts = DeskTexts(
        title=_("相談"),
        description=_("相談のくわしい内容は、受付画面の予約の一覧で、同じ記号の行をご覧ください。"),
    )
    config = services().config
    entries = desk_entries(
        db.session(), found, base_url=config.base_url, secret_key=config.secret_key, texts=texts, now=now()
    )
    about = Feed(
        _("%(office)s %(desk)sの予約", office=found.desk.office_name, desk=found.desk.name),
        _("予約の変更や取消は、自動で反映されます。"),
    )
    return about, entries, unchanged_until(entries, now=now())
