"""Bounds how many threads of a process may wait long for the same thing; others learn soon that there is no place.

A process answers a handful of requests at once. If all of them wait for something that does not come, it answers
nothing at all, not even what needs nothing of the kind.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from database.errors import DatabaseBusy

SOON_SECONDS = 2.0  # a thread that waits no longer than this is no burden; one that has waited so long may be stuck


class NoPlace(DatabaseBusy):
    """As many threads as may wait for this have waited for a while already; nothing was changed."""


class Places:
    """So many places for threads that may have to wait long."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._changed = threading.Condition()
        self._since: dict[object, float] = {}  # who has a place, and since when by the monotonic clock

    @contextmanager
    def place(self) -> Iterator[None]:
        """Have a place for the block; it may take two seconds to get one.

        Raises:
            NoPlace: none came free, at once when all who have one are stuck.
        """
        mine = object()
        with self._changed:
            gives_up_at = time.monotonic() + SOON_SECONDS
            while len(self._since) >= self._count:
                left = min(gives_up_at, self._stuck_at()) - time.monotonic()
                if left <= 0:
                    raise NoPlace
                self._changed.wait(left)
            self._since[mine] = time.monotonic()
        try:
            yield
        finally:
            self._leave(mine)

    @contextmanager
    def if_free(self) -> Iterator[bool]:
        """Have a place for the block if there is one; answers whether there was."""
        mine = object()
        with self._changed:
            has_one = len(self._since) < self._count
            if has_one:
                self._since[mine] = time.monotonic()
        try:
            yield has_one
        finally:
            if has_one:
                self._leave(mine)

    @property
    def are_stuck(self) -> bool:
        """Whether all places are taken, and have been for a while."""
        with self._changed:
            return len(self._since) >= self._count and self._stuck_at() <= time.monotonic()

    @property
    def longest(self) -> float:
        """For how many seconds the longest holder has had a place; 0 if nobody has one."""
        now = time.monotonic()
        with self._changed:
            return max(0.0, now - min(self._since.values(), default=now))

    def _leave(self, mine: object) -> None:
        with self._changed:
            del self._since[mine]
            self._changed.notify()

    def _stuck_at(self) -> float:
        """When even the latest holder will have had its place for long."""
        return max(self._since.values()) + SOON_SECONDS
