"""Counts how often staff name a seeker number and a birth date that fit nobody; whoever tries them out is stopped.

One count for pages and API: a token would else guess in an hour what the page keeps.
"""

from limits import parse

from booking.rate_limits import rate_limits

MISSES, MINUTES = 20, 10
_LIMIT = parse(f"{MISSES} per {MINUTES} minutes")


def missed_too_often(actor: str) -> bool:
    """Whether `actor` has used up the misses of the last minutes, as this web process has seen them."""
    return not rate_limits().test(_LIMIT, actor)


def note_miss(actor: str) -> None:
    """One more number and birth date that fit nobody."""
    rate_limits().hit(_LIMIT, actor)
