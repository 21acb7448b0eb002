"""How long to wait before the next try; knows nothing of what is tried."""

from datetime import timedelta

_MOST_DOUBLINGS = 20


def pause_after(tries: int, *, first: timedelta, longest: timedelta) -> timedelta:
    """`first` after the first try, twice as long after each further one, never longer than `longest`."""
    doublings = min(tries - 1, _MOST_DOUBLINGS)
    return min(first * (1 << doublings), longest)
