"""Counts in this web process how often somebody does something, and stops who does it too often.

Per address only sign-in is counted, and generously: offices and mobile carriers share addresses (rules.md#limits).
"""

from ipaddress import IPv4Address, IPv6Address, ip_address

from flask import Flask, abort, current_app, request
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter, RateLimiter

_EXTENSION = "rate_limits"
_SIGN_IN = parse("100 per 5 minutes")


def register(app: Flask) -> None:
    """Begin this app's counts."""
    app.extensions[_EXTENSION] = FixedWindowRateLimiter(MemoryStorage())


def rate_limits() -> RateLimiter:
    """The counts of the current app."""
    found: RateLimiter = current_app.extensions[_EXTENSION]
    return found


def count_sign_in() -> None:
    """Count one more try to sign in at this door from this address; 429 when there were too many."""
    if not rate_limits().hit(_SIGN_IN, str(request.endpoint), counted_as(request.remote_addr or "")):
        abort(429)


def counted_as(address: str) -> str:
    """One household or phone counts as one: of an address of IPv6 it may choose the last 64 bits anew each time."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, IPv4Address):
        return address
    return str(IPv6Address(int(found) >> 64 << 64))
