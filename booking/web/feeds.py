"""Calendar feeds by their secret address; no session, no names, nothing that joins a meeting."""

import logging
from datetime import datetime
from functools import lru_cache

from flask import Blueprint, Flask, Response, current_app
from sqlalchemy.exc import SQLAlchemyError

from booking.accounts.permissions import ANYONE, allow
from booking.actions.feeds import NOTED_AT_MOST_EVERY, is_worth_noting, note_reading
from booking.kept_answers import KeptResponse, Validity, present_mark
from booking.queries.feeds import FoundFeed, feed_to_read, seeker_entries, unchanged_until
from booking.services import services
from booking.web.kept_feeds import KeptFeed, KeptFeeds
from booking.web.session import now
from booking.words.calendar_entries import entry_texts
from booking.words.texts import _
from calendars.ical import Feed, document, etag, fragment
from database.base import db
from database.changes import Mark
from database.errors import DatabaseBusy
from database.fault_lines import fault_lines

logger = logging.getLogger(__name__)

blueprint = Blueprint("feeds", __name__)

_FEEDS = "kept_feeds"

# Rendering is what costs time; one changed booking need not render the others anew.
_fragment = lru_cache(maxsize=10_000)(fragment)

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
    mark = present_mark()
    feed = feed_to_read(db.session(), token, now=now())
    if feed is None:
        return _refused("not found", 404)
    if feed.is_revoked:
        return _refused("gone", 410)
    answer = _feed(feed)
    if is_worth_noting(feed.last_read_at, now=now()):
        _note_reading(feed.id)
        mark = None  # the next reading shall come here again
    return _answer(answer, mark, noted_at=feed.last_read_at or now())


def register(app: Flask) -> None:
    """Keep this app's rendered feeds."""
    app.extensions[_FEEDS] = KeptFeeds()
    app.register_blueprint(blueprint)


def _feed(feed: FoundFeed) -> KeptFeed:
    feeds: KeptFeeds = current_app.extensions[_FEEDS]
    kept = feeds.find(feed.id)
    if kept is not None and kept.holds(feed.version, now()):
        return kept
    rendered = _rendered(feed)
    feeds.keep(feed.id, rendered)
    return rendered


def _rendered(feed: FoundFeed) -> KeptFeed:
    base_url = services().config.base_url
    entries = seeker_entries(db.session(), seeker_id=feed.seeker_id, base_url=base_url, texts=entry_texts(), now=now())
    about = Feed(_("オンライン相談の予約"), _("予約の変更や取消は、自動で反映されます。"))
    content = document(about, [_fragment(entry) for entry in entries])
    until = unchanged_until(entries, now=now())
    # The version was read before the entries: a change in between makes them newer than it, never older.
    return KeptFeed(version=feed.version, since=now(), until=until, content=content, etag=etag(content))


def _note_reading(feed_id: int) -> None:
    """Note the reading for the owner, at no risk to the answer: clients that meet errors stop asking."""
    try:
        note_reading(feed_id, now=now())
    except (SQLAlchemyError, DatabaseBusy) as error:
        logger.warning("reading of feed %s not noted\n%s", feed_id, fault_lines(error))


def _answer(feed: KeptFeed, mark: Mark | None, *, noted_at: datetime) -> Response:
    until = min(feed.until, noted_at + NOTED_AT_MOST_EVERY)
    return KeptResponse(
        feed.content,
        etag=feed.etag,
        validity=Validity(mark, since=feed.since, until=until),
        content_type="text/calendar; charset=utf-8",
        headers=_HEADERS,
        packable=False,
    )


def _refused(text: str, status: int) -> Response:
    return Response(f"{text}\n", status, headers=_HEADERS | {"Content-Disposition": "inline"}, mimetype="text/plain")
