"""Renders entries as a feed. Rendering is what costs time; one changed entry need not render the others anew."""

from collections.abc import Iterable
from functools import lru_cache

from calendars.ical import Entry, Feed, document, fragment

_fragment = lru_cache(maxsize=10_000)(fragment)


def rendered(about: Feed, entries: Iterable[Entry]) -> bytes:
    """The whole feed with `entries` in their order."""
    return document(about, [_fragment(entry) for entry in entries])
