"""How long a slot is held and how often a seeker may hold one; knows no tables (rules.md#holds)."""

from datetime import datetime, timedelta

HOLD = timedelta(minutes=30)
UNUSED_HOLDS_A_DAY = 3
SAME_SLOT_AGAIN = timedelta(hours=2)


def held_until(now: datetime, *, closes_at: datetime) -> datetime:
    """When a hold made at `now` lapses: after 30 minutes or when booking closes, whichever is first."""
    return min(now + HOLD, closes_at)


def extended_until(expires_at: datetime, *, closes_at: datetime) -> datetime:
    """When a hold that is extended once lapses."""
    return min(expires_at + HOLD, closes_at)


def may_hold_again_at(lapsed_at: datetime) -> datetime:
    """From when the same seeker may hold the same slot once more."""
    return lapsed_at + SAME_SLOT_AGAIN
