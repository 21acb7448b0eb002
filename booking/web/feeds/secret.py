"""Answers feeds with a secret address: kept while nothing changes, each reading noted for the owner."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from flask import Response
from sqlalchemy.exc import SQLAlchemyError

from booking.feeds.seeker_addresses import NOTED_AT_MOST_EVERY, FeedKind, is_worth_noting, note_reading
from booking.web.feeds.answers import feed_answer, gone, not_found
from booking.web.session import now
from booking.wsgi.response_cache import Validity
from calendars.ical import Entry, Feed, document, etag
from database.changes import ChangeStamp
from database.errors import DatabaseBusy
from database.fault_lines import fault_lines

logger = logging.getLogger(__name__)


Shown = tuple[Feed, Sequence[Entry], datetime]


class Found(Protocol):
    """The address of a feed, live or ended."""

    @property
    def id(self) -> int:
        """Its key among those of its kind."""

    @property
    def is_revoked(self) -> bool:
        """Whether it was renewed, stopped, or ended by itself."""

    @property
    def last_read_at(self) -> datetime | None:
        """The last reading that was noted."""


FoundFeed = TypeVar("FoundFeed", bound=Found)


def secret_answer(
    kind: FeedKind, found: FoundFeed | None, stamp: ChangeStamp | None, show: Callable[[FoundFeed], Shown]
) -> Response:
    """The feed; 404 for what never was an address, 410 for one that was ended.

    `stamp` was asked for before `found` was read. `show` gives what is shown, and until when time leaves it alone.
    """
    if found is None:
        return not_found()
    if found.is_revoked:
        return gone()
    about, entries, until = show(found)
    if is_worth_noting(found.last_read_at, now=now()):
        _note_reading(kind, found.id)
        stamp = None  # the next reading must come here again
    content = document(about, entries)
    next_note = (found.last_read_at or now()) + NOTED_AT_MOST_EVERY
    validity = Validity(stamp, since=now(), until=min(until, next_note))
    return feed_answer(content, etag=etag(content), validity=validity)


def _note_reading(kind: FeedKind, feed_id: int) -> None:
    """Note the reading for the owner, at no risk to the answer: clients that meet errors stop asking."""
    try:
        note_reading(feed_id, kind=kind, now=now())
    except (SQLAlchemyError, DatabaseBusy) as error:
        logger.warning("reading of %s feed %s not noted\n%s", kind.value, feed_id, fault_lines(error))
