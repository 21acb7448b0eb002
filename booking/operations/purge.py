"""Deletes and erases what has had its day, by what the chapters say of it; for how long and why is decision 0009."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

import booking
from booking.core.erasure import Night, Retention
from booking.meetings.retention import DETAILS_KEPT

logger = logging.getLogger(__name__)


def purge(*, now: datetime, real_now: datetime, details_kept: timedelta = DETAILS_KEPT) -> int:
    """Delete and erase what is too old, and answer how many rows that were. Several workers may run this at once.

    `details_kept` is how long passcodes and links stay after the consultation.
    """
    night = Night(now, real_now, details_kept)
    counts = {each.name: each.erase(night) for each in retentions()}
    logger.info("purged: %s", ", ".join(f"{count} {what}" for what, count in counts.items()))
    return sum(counts.values())


def retentions() -> Iterator[Retention]:
    """What the `retention` modules of all chapters say."""
    for chapter in iter_modules(booking.__path__, "booking."):
        if chapter.ispkg and find_spec(f"{chapter.name}.retention"):
            yield from import_module(f"{chapter.name}.retention").RETAINED
