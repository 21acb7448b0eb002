"""Deletes and erases what has had its day, by what the chapters say of it; for how long and why is decision 0009."""

import logging
from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta

from sqlalchemy.orm import Session

from booking.core.chapters import modules_of_chapters
from booking.core.erasure import KeptFor, Night, Retention
from booking.meetings.retention import DETAILS
from booking.operations.chosen_periods import chosen_days
from booking.operations.rhythms import Daily
from database.base import db

logger = logging.getLogger(__name__)

PURGE = Daily(time(3, 10))


def purge(*, now: datetime, real_now: datetime, details_kept: timedelta | None = None) -> int:
    """Delete and erase what is too old, and answer how many rows that were. Several workers may run this at once.

    `details_kept` is how long passcodes and links stay after the consultation unless something else was chosen.
    """
    held = days_held(db.session(), details_kept)
    db.session.rollback()
    night = Night(now, real_now, held)
    counts = {each.name: each.erase(night) for each in retentions()}
    logger.info("purged: %s", ", ".join(f"{count} {what}" for what, count in counts.items()))
    return sum(counts.values())


def retentions() -> Iterator[Retention]:
    """What the `retention` modules of all chapters say."""
    for module in modules_of_chapters("retention"):
        yield from module.RETAINED


def periods() -> Mapping[str, KeptFor]:
    """The periods that may be chosen, by code."""
    return {each.period.code: each.period for each in retentions() if each.period is not None}


def days_held(session: Session, details_kept: timedelta | None) -> dict[str, int]:
    """The days of periods, by code, for which others hold than the code says: by the settings, or by a choice."""
    by_settings = {} if details_kept is None else {DETAILS.code: details_kept.days}
    return by_settings | chosen_days(session)
