"""A lock that serves its waiters in the order in which they came, one per SQLite database file.

SQLite lets one writer in at a time and makes the others poll; under load that is slow and unfair (some wait for
seconds while newcomers pass). Writers of one process therefore take turns here before they ask SQLite.
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from database.errors import DatabaseBusy


class FairLock:
    """A mutual exclusion that hands itself to whoever has waited longest."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._taken = False

    @contextmanager
    def turn(self, *, seconds: float) -> Iterator[None]:
        """Wait for this caller's turn, and hold it for the block.

        Raises:
            DatabaseBusy: the turn did not come within `seconds`.
        """
        self._take(seconds)
        try:
            yield
        finally:
            self._pass_on()

    def _take(self, seconds: float) -> None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            ticket = threading.Event()
            self._waiting.append(ticket)
        if not ticket.wait(seconds):
            self._give_up(ticket)

    def _give_up(self, ticket: threading.Event) -> None:
        with self._guard:
            if ticket in self._waiting:
                self._waiting.remove(ticket)
                raise DatabaseBusy
        # The turn came between the end of the wait and the guard: it is ours after all.

    def _pass_on(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()  # stays taken: it now belongs to the next in line
            else:
                self._taken = False


_LOCKS: dict[str, FairLock] = {}
_LOCKS_GUARD = threading.Lock()


def writers_of(database: str) -> FairLock:
    """The one lock of this process for the writers of `database` (an engine URL)."""
    with _LOCKS_GUARD:
        return _LOCKS.setdefault(database, FairLock())
