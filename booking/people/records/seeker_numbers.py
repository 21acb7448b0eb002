"""Seeker numbers (求職番号) that the service draws for whoever has none of an office yet; knows no tables.

The first five digits of an office's number tell the office, and offices count their prefectures from 01 to 47: what
begins with 9 is given by none of them. So a drawn number is never one that an office gives later.
"""

import secrets

_DRAWN = "90000-"
_DIGITS = 8


def draw_seeker_number() -> str:
    """A number that tells nothing of the person; of two alike the table refuses the second."""
    return f"{_DRAWN}{secrets.randbelow(10**_DIGITS):0{_DIGITS}}"


def is_drawn(seeker_number: str) -> bool:
    """Whether a number (as it is kept) is one that only the service gives."""
    return seeker_number.startswith(_DRAWN)
