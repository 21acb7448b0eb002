"""Counts in this web process how often somebody does something, and says when it was too often.

Per address only sign-in is counted, and generously: offices and mobile carriers share addresses (rules.md#limits).
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address

from flask import Flask, abort, current_app, request

_EXTENSION = "rate_limits"
_FORGET_EVERY = 60.0  # seconds


@dataclass(frozen=True)
class Limit:
    """So many times within `seconds` of real time, which begin with the first. `what` names the limit."""

    what: str
    most: int
    seconds: int


@dataclass(frozen=True)
class Allowance:
    """What is left of a limit, and in how many seconds all of it is there again. `exceeded`: there was nothing left."""

    limit: int
    remaining: int
    reset_seconds: int
    exceeded: bool = False


class RateLimits:
    """The counts of one process; `clock` gives seconds that only go forward."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._counts: dict[tuple[Limit, object], tuple[float, int]] = {}  # the end of their time, how often
        self._forget_at = 0.0

    def __len__(self) -> int:
        """How many counts are kept."""
        return len(self._counts)

    def hit(self, limit: Limit, whose: object = "") -> bool:
        """Count one more time; whether that was still within the limit."""
        return not self.count(limit, whose).exceeded

    def count(self, limit: Limit, whose: object) -> Allowance:
        """Count one more time; answer what is left after it."""
        with self._lock:
            now = self._clock()
            self._forget(now)
            until, count = self._counted(limit, whose, now)
            self._counts[limit, whose] = until, count + 1
        left = limit.most - count - 1
        return Allowance(limit.most, max(left, 0), _whole_seconds(until - now), exceeded=left < 0)

    def is_used_up(self, limit: Limit, whose: object) -> bool:
        """Whether one more time would be too often; counts nothing."""
        with self._lock:
            _, count = self._counted(limit, whose, self._clock())
        return count >= limit.most

    def _counted(self, limit: Limit, whose: object, now: float) -> tuple[float, int]:
        until, count = self._counts.get((limit, whose), (now, 0))
        return (until, count) if until > now else (now + limit.seconds, 0)

    def _forget(self, now: float) -> None:
        """Drop the counts whose time is over: of many addresses each is seen once."""
        if now >= self._forget_at:
            self._counts = {key: counted for key, counted in self._counts.items() if counted[0] > now}
            self._forget_at = now + _FORGET_EVERY


def _whole_seconds(seconds: float) -> int:
    """Round up, so that a client that waits so long does not come too early."""
    return -int(-seconds // 1)


_SIGN_IN = Limit("sign-in", 100, seconds=300)
_KEYS = Limit("keys by mail", 100, seconds=300)


def register(app: Flask) -> None:
    """Begin this app's counts."""
    app.extensions[_EXTENSION] = RateLimits()


def rate_limits() -> RateLimits:
    """The counts of the current app."""
    found: RateLimits = current_app.extensions[_EXTENSION]
    return found


def count_sign_in() -> None:
    """Count one more try at this door from this address; 429 when there were too many.

    Every form for which a password is hashed is counted so before: hashing takes a processor for its time.
    """
    if not rate_limits().hit(_SIGN_IN, (request.endpoint, counted_as(request.remote_addr or ""))):
        abort(429)


def count_key_request() -> None:
    """Count one more key asked for at this door from this address; 429 when there were too many."""
    if not rate_limits().hit(_KEYS, (request.endpoint, counted_as(request.remote_addr or ""))):
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
