"""A person's mail address: as it is kept, and whether mail can be sent to it; knows no tables."""

import re

from booking.core.input.clean_text import half_width, hyphens

LONGEST = 100  # characters, as on my-page: 半角英数字100文字以内 (omura guide, my-page opening)

# Old addresses of Japanese phones have dots where none should be, so that their places are not judged.
_LOCAL = r"(?=[^@]*[a-z0-9])[a-z0-9_.!#$%&'*+/=?^`{|}~-]{1,64}"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_TOP = r"(?:[a-z]{2,63}|xn--[a-z0-9-]{0,58}[a-z0-9])"
_ADDRESS = re.compile(rf"{_LOCAL}@(?:{_LABEL}\.)+{_TOP}")


def read_mail_address(typed: str) -> str:
    """A mail address as it is kept: half-width and small, whichever keyboard it was typed with."""
    return hyphens(half_width(typed)).replace("。", ".").lower()


def may_sign_in_with(address: str) -> bool:
    """Whether the sign-in pages take `address`, as it would be kept: they ask less of it than whoever writes to it."""
    is_plain = address.isascii() and address.isprintable() and " " not in address
    return is_plain and address.count("@") == 1 and len(address) <= LONGEST


def is_mail_address(address: str) -> bool:
    """Whether `address`, as it would be kept, is one to which mail can be sent."""
    return len(address) <= LONGEST and _ADDRESS.fullmatch(address) is not None
