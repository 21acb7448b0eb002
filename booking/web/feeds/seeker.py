"""A seeker's calendar feed by its secret address; no session, no names, nothing that joins a meeting."""

import logging
from datetime import datetime

from flask import Response
from sqlalchemy.exc import SQLAlchemyError

from booking.accounts.permissions import ANYONE, allow
from booking.actions.feeds import NOTED_AT_MOST_EVERY, is_worth_noting, note_reading
from booking.kept_answers import Validity, present_mark
from booking.queries.feeds import FoundFeed, feed_to_read, seeker_entries, unchanged_until
from booking.services import services
from booking.web.feeds.answers import blueprint, feed_answer, gone, not_found
from booking.web.feeds.kept import KeptFeed, kept_feeds
from booking.web.feeds.rendering import rendered
from booking.web.session import now
from booking.words.calendar_entries import entry_texts
from booking.words.texts import _
from calendars.ical import Feed, etag
from database.base import db
from database.changes import Mark
from database.errors import DatabaseBusy
from database.fault_lines import fault_lines

logger = logging.getLogger(__name__)


@blueprint.get("/feeds/seeker/<token>.ics")
@allow(ANYONE)
def seeker_feed(token: str) -> Response:
    """The bookings of the feed's owner; 404 for what never was an address, 410 for one that was renewed."""
    mark = present_mark()
    feed = feed_to_read(db.session(), token, now=now())
    if feed is None:
        return not_found()
    if feed.is_revoked:
        return gone()
    answer = _feed(feed)
    if is_worth_noting(feed.last_read_at, now=now()):
        _note_reading(feed.id)
        mark = None  # the next reading shall come here again
    return _answer(answer, mark, noted_at=feed.last_read_at or now())


def _feed(feed: FoundFeed) -> KeptFeed:
    feeds = kept_feeds()
    kept = feeds.find(("seeker", feed.id))
    if kept is not None and kept.holds(feed.version, now()):
        return kept
    made = _made(feed)
    feeds.keep(("seeker", feed.id), made)
    return made


def _made(feed: FoundFeed) -> KeptFeed:
    base_url = services().config.base_url
    entries = seeker_entries(db.session(), seeker_id=feed.seeker_id, base_url=base_url, texts=entry_texts(), now=now())
    about = Feed(_("オンライン相談の予約"), _("予約の変更や取消は、自動で反映されます。"))
    content = rendered(about, entries)
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
    validity = Validity(mark, since=feed.since, until=until)
    return feed_answer(feed.content, etag=feed.etag, validity=validity)
