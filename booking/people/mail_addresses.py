"""A person's mail address as it is kept; knows no tables. `notifier.mail_addresses` says to which mail can be sent."""

from booking.core.input.clean_text import half_width, hyphens
from booking.core.text_limits import LONGEST_MAIL_ADDRESS


def read_mail_address(typed: str) -> str:
    """A mail address as it is kept: half-width and small, whichever keyboard it was typed with."""
    return hyphens(half_width(typed)).replace("。", ".").lower()


def may_sign_in_with(address: str) -> bool:
    """Whether the sign-in pages take `address`, as it would be kept: they ask less of it than whoever writes to it."""
    is_plain = address.isascii() and address.isprintable() and " " not in address
    return is_plain and address.count("@") == 1 and len(address) <= LONGEST_MAIL_ADDRESS


def partly_hidden(address: str) -> str:
    """An address that its owner recognises and nobody else reads off a screen: mi***@example.com."""
    local, at, domain = address.rpartition("@")
    shown = local[: min(2, len(local) - 1)]
    return f"{shown}***{at}{domain}"
