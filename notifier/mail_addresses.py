"""What a mail address is: one that mail servers without SMTPUTF8 take, at a name of a host on the internet.

Old addresses of Japanese phones have dots where none should be, so that their places are not judged.
"""

import re

_LONGEST = 254  # RFC 5321 §4.5.3.1.3
_LOCAL = r"(?=[^@]*[a-z0-9])[a-z0-9_.!#$%&'*+/=?^`{|}~-]{1,64}"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_TOP = r"(?:[a-z]{2,63}|xn--[a-z0-9-]{0,58}[a-z0-9])"
_ADDRESS = re.compile(rf"({_LOCAL})@((?:{_LABEL}\.)+{_TOP})", re.ASCII | re.IGNORECASE)


def parts_of(address: str) -> tuple[str, str] | None:
    """What stands before and after the @; None if mail cannot be sent to `address`."""
    found = _ADDRESS.fullmatch(address) if len(address) <= _LONGEST else None
    return (found[1], found[2]) if found else None


def is_mail_address(address: str) -> bool:
    """Whether mail can be sent to `address`."""
    return parts_of(address) is not None
