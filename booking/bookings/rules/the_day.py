"""Where somebody stands on the day of a consultation: before it, in it, after it; knows no tables."""

from datetime import datetime
from enum import StrEnum

from calendars.office_time import day_of


class Phase(StrEnum):
    """When a consultation is, seen from now."""

    AHEAD = "ahead"  # on another day
    TODAY = "today"
    BEGUN = "begun"
    OVER = "over"


def phase_of(starts_at: datetime, ends_at: datetime, *, now: datetime) -> Phase:
    """In which phase a consultation is that takes place; the morning begins at midnight of the office's day."""
    if now >= ends_at:
        return Phase.OVER
    if now >= starts_at:
        return Phase.BEGUN
    return Phase.TODAY if day_of(now) == day_of(starts_at) else Phase.AHEAD
