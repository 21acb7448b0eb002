"""How long to wait before the next try; knows nothing of what is tried."""

from datetime import timedelta

_MOST_DOUBLINGS = 20


def pause_after(tries: int, *, first: timedelta, longest: timedelta) -> timedelta:
    """`first` after the first try, twice as long after each further one, never longer than `longest`."""
    doublings = min(tries - 1, _MOST_DOUBLINGS)
    return min(first * (1 << doublings), longest)


def spread(pause: timedelta, share: float, *, most: timedelta | None = None) -> timedelta:
    """The pause, up to a quarter longer (never by more than `most`); `share` is drawn from 0 to 1."""
    longer = pause / 4
    return pause + (longer if most is None else min(longer, most)) * share
