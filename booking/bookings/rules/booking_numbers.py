"""Booking numbers: nine digits, the last of which catches a misheard one; knows no tables."""

import secrets

from booking.core.input.numbers import digits

# A totally anti-symmetric quasigroup of order 10 (H. M. Damm, 2004): every single wrong digit and every swap of two
# neighbours changes the check digit.
_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)


def new_booking_number() -> str:
    """A random number of nine digits that does not begin with 0; it opens nothing by itself."""
    body = str(secrets.randbelow(90_000_000) + 10_000_000)
    return body + str(_check(body))


def is_booking_number(number: str) -> bool:
    """Whether `number` has nine digits and the right check digit."""
    return len(number) == 9 and number.isascii() and number.isdigit() and _check(number) == 0


def read_booking_number(typed: str) -> str | None:
    """The number that somebody typed with full-width digits, spaces or hyphens; None if it cannot be one."""
    number = digits(typed)
    return number if is_booking_number(number) else None


def spoken(number: str) -> str:
    """The number in groups of three, as it is read out: 482-917-365."""
    return "-".join((number[:3], number[3:6], number[6:]))


def _check(digits: str) -> int:
    interim = 0
    for digit in digits:
        interim = _DAMM[interim][int(digit)]
    return interim
