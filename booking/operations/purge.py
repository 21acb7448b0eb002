"""Deletes and erases what has had its day, by what the chapters say of it; for how long and why is decision 0009."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from booking.core.chapters import modules_of_chapters
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
    for module in modules_of_chapters("retention"):
        yield from module.RETAINED
