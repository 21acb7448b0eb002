"""When a provider is asked who took part: it needs some minutes to know, and its last word counts; knows no tables."""

from datetime import datetime, timedelta

# Zoom names no delay; people met one or two minutes, and whoever overruns is in the list only afterwards.
FETCHED_AFTER = (timedelta(minutes=5), timedelta(minutes=15), timedelta(minutes=60))


def next_fetch(ends_at: datetime, *, now: datetime) -> datetime | None:
    """When to ask next about a consultation that was to end at `ends_at`; None after the last time."""
    return next((ends_at + after for after in FETCHED_AFTER if ends_at + after > now), None)
