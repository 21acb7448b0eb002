"""Counts how often staff type a seeker number and a birth date that fit nobody; whoever tries them out is stopped."""

from limits import parse

from booking.web.rate_limits import rate_limits
from booking.web.session import staff

MISSES, MINUTES = 20, 10
_LIMIT = parse(f"{MISSES} per {MINUTES} minutes")


def missed_too_often() -> bool:
    """Whether the signed-in person has used up the misses of the last minutes, as this web process has seen them."""
    return not rate_limits().test(_LIMIT, staff().actor)


def note_miss() -> None:
    """One more number and birth date that fit nobody."""
    rate_limits().hit(_LIMIT, staff().actor)
