"""Ticks: the grain in which a desk's and a seeker's time is claimed; knows no tables."""

from datetime import UTC, datetime, timedelta

from booking.core.lengths import TICK_MINUTES, is_on_grid

TICK = timedelta(minutes=TICK_MINUTES)


def ticks(starts_at: datetime, *, minutes: int) -> tuple[datetime, ...]:
    """The ticks (UTC) that `minutes` from `starts_at` on cover; a start off the grid is refused with ValueError.

    Every overlap of consultations shares a tick, so one row per tick under UNIQUE holds them apart (rules.md#claims).
    """
    first = starts_at.astimezone(UTC)
    if not is_on_grid(first.minute) or first.second or first.microsecond:
        raise ValueError(f"{starts_at.isoformat()} is not on the {TICK_MINUTES}-minute grid")
    return tuple(first + TICK * n for n in range(-(-minutes // TICK_MINUTES)))


def desk_ticks(starts_at: datetime, *, length_minutes: int, rest_minutes: int) -> tuple[datetime, ...]:
    """What a consultation takes of its desk: its own ticks and the resting tick after it (rules.md#desks-and-hosts)."""
    return ticks(starts_at, minutes=length_minutes + rest_minutes)


def seeker_ticks(starts_at: datetime, *, length_minutes: int) -> tuple[datetime, ...]:
    """What a consultation takes of its seeker: no rest."""
    return ticks(starts_at, minutes=length_minutes)
