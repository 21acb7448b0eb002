"""Calendar feeds by their secret address; no session, no names, nothing that joins a meeting."""

import logging

from flask import Blueprint, Response, request
from sqlalchemy.exc import SQLAlchemyError

from booking.accounts.permissions import ANYONE, allow
from booking.actions.feeds import note_reading
from booking.models import SeekerFeed
from booking.queries.feeds import FeedTexts, feed_by_token, seeker_entries
from booking.services import services
from booking.web.session import now
from booking.words.texts import _
from calendars.ical import Feed, document, etag, fragment
from database.base import db
from database.errors import DatabaseBusy

logger = logging.getLogger(__name__)

blueprint = Blueprint("feeds", __name__)

# A calendar that polls carries no cookie and gets none; the address is a secret that no referrer may tell.
_HEADERS = {
    "Cache-Control": "private, no-cache",
    "Content-Disposition": 'inline; filename="consultations.ics"',
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


@blueprint.get("/feeds/seeker/<token>.ics")
@allow(ANYONE)
def seeker_feed(token: str) -> Response:
    """The bookings of the feed's owner; 404 for what never was an address, 410 for one that was renewed."""
    feed = feed_by_token(db.session(), token)
    if feed is None:
        return _refused("not found", 404)
    if feed.revoked_at is not None:
        return _refused("gone", 410)
    feed_id, rendered = feed.id, _rendered(feed)
    _note_reading(feed_id)
    return _answer(rendered)


def _rendered(feed: SeekerFeed) -> bytes:
    texts = FeedTexts(
        title=_("オンライン相談の予約"),
        description=_("内容の確認と参加は、予約のページから行ってください。"),
        location=_("オンライン"),
        join=_("相談に参加"),
    )
    base_url = services().config.base_url
    entries = seeker_entries(db.session(), seeker_id=feed.seeker_id, base_url=base_url, texts=texts, now=now())
    about = Feed(_("オンライン相談の予約"), _("予約の変更や取消は、自動で反映されます。"))
    return document(about, [fragment(entry) for entry in entries])


def _note_reading(feed_id: int) -> None:
    """Note the reading for the owner, at no risk to the answer: clients that meet errors stop asking."""
    try:
        note_reading(feed_id, now=now())
    except (SQLAlchemyError, DatabaseBusy):
        logger.warning("reading of feed %s not noted", feed_id, exc_info=True)


def _answer(rendered: bytes) -> Response:
    response = Response(rendered, content_type="text/calendar; charset=utf-8", headers=_HEADERS)
    response.set_etag(etag(rendered))
    response.make_conditional(request)
    return response


def _refused(text: str, status: int) -> Response:
    return Response(f"{text}\n", status, headers=_HEADERS | {"Content-Disposition": "inline"}, mimetype="text/plain")
