"""Keeps rendered feeds in this process, each with its version and how long time leaves it alone (rules.md#caches)."""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime

from flask import Flask, current_app

from booking.feeds.seeker_feeds import FeedVersion

Key = tuple[str, int]  # the kind of the feed and the id of its address

_EXTENSION = "kept_feeds"
_MOST_BYTES = 16 * 1024 * 1024  # some five thousand ordinary feeds
_BESIDE_CONTENT = 1_000  # bytes of objects, more or less: most feeds are not much longer


@dataclass(frozen=True)
class KeptFeed:
    """A feed as bytes with its ETag, as it was at `since` and stays until `until` if no booking changes."""

    version: FeedVersion
    since: datetime
    until: datetime
    content: bytes
    etag: str

    def holds(self, version: FeedVersion, now: datetime) -> bool:
        """Whether it is still what a reader would be given at `now`."""
        return self.version == version and self.since <= now < self.until


class KeptFeeds:
    """The feeds that were read lately, by their address."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._feeds: OrderedDict[Key, KeptFeed] = OrderedDict()
        self._bytes = 0

    def find(self, key: Key) -> KeptFeed | None:
        """The feed as it was rendered last, whether or not it still holds."""
        with self._lock:
            found = self._feeds.get(key)
            if found is not None:
                self._feeds.move_to_end(key)
            return found

    def keep(self, key: Key, feed: KeptFeed) -> None:
        """Keep `feed`; those that were not read for longest go."""
        with self._lock:
            self._drop(self._feeds.pop(key, None))
            self._feeds[key] = feed
            self._bytes += _size(feed)
            while self._bytes > _MOST_BYTES:
                self._drop(self._feeds.popitem(last=False)[1])

    def _drop(self, feed: KeptFeed | None) -> None:
        if feed is not None:
            self._bytes -= _size(feed)


def _size(feed: KeptFeed) -> int:
    return len(feed.content) + _BESIDE_CONTENT


def register(app: Flask) -> None:
    """Keep this app's feeds."""
    app.extensions[_EXTENSION] = KeptFeeds()


def kept_feeds() -> KeptFeeds:
    """The current app's."""
    found: KeptFeeds = current_app.extensions[_EXTENSION]
    return found
