"""Counts how often staff name a seeker number and a birth date that fit nobody; whoever tries them out is stopped.

One count for pages and API: otherwise a program with a token would guess in an hour what the page protects. And how
often they correct mail addresses: the answer tells whether somebody has the address, and each success writes to it.
"""

from booking.core.rate_limits import Limit, rate_limits

LOOKUPS, MINUTES = 20, 10
_NUMBERS = Limit("seeker numbers that fit nobody", LOOKUPS, seconds=MINUTES * 60)
_MAIL_ADDRESSES = Limit("corrected mail addresses", LOOKUPS, seconds=MINUTES * 60)
_ELSEWHERE = Limit("people like somebody at another office", LOOKUPS, seconds=MINUTES * 60)


def missed_too_often(actor: str) -> bool:
    """Whether `actor` has used up the misses of the last minutes, as this web process has seen them."""
    return rate_limits().is_used_up(_NUMBERS, actor)


def note_miss(actor: str) -> None:
    """One more number and birth date that fit nobody."""
    rate_limits().hit(_NUMBERS, actor)


def tried_too_often(actor: str) -> bool:
    """Count one more correction of a mail address; whether `actor` has tried as many as there may be misses."""
    return not rate_limits().hit(_MAIL_ADDRESSES, actor)


def compared_too_often(actor: str) -> bool:
    """Count one more person who was found to be like somebody of another office; whether `actor` has seen too many."""
    return not rate_limits().hit(_ELSEWHERE, actor)
