"""What a key looks like, and how it is read however somebody types it; knows no tables."""

import secrets

from booking.core.input.clean_text import half_width, hyphens

# Ten as in the ministry's mail; nothing that looks like something else on a phone (0 O, 1 I L).
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 10
DIGITS = 6


def new_key() -> str:
    """A key of ten letters and digits, some 49 random bits."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def new_code() -> str:
    """A code of six digits, as phones offer to fill in; for what few wrong tries end."""
    return "".join(secrets.choice("0123456789") for _ in range(DIGITS))


def new_link_token() -> str:
    """A token of 256 random bits, for a link that is pressed and not typed."""
    return secrets.token_urlsafe(32)


def read_key(typed: str) -> str:
    """A typed key as it was made: half-width, capital, without the spaces and hyphens that copying brings along."""
    return "".join(hyphens(half_width(typed)).replace("-", "").split()).upper()
