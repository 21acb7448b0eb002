"""A lock that serves its waiters in the order in which they came, one per SQLite database file.

SQLite lets one writer in at a time and makes the others poll; under load that is slow and unfair (some wait for
seconds while newcomers pass). Writers of one process therefore take turns here before they ask SQLite.
"""

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from database.errors import DatabaseBusy
from database.places import SOON_SECONDS, NoPlace

# Beside the one whose turn it is, half of the threads of a web process. While the line moves, all of them may wait.
PATIENT = 3


class FairLock:
    """A mutual exclusion that hands itself to whoever has waited longest."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._taken = self._is_let_in = False
        self._since = 0.0  # when by the monotonic clock the present turn began
        self._failed_at = -SOON_SECONDS  # when a turn ended last in which SQLite let nobody in

    @contextmanager
    def turn(self, *, seconds: float) -> Iterator["FairLock"]:
        """Wait for this caller's turn, and hold it for the block, which says `let_in` once it can do its work.

        Raises:
            NoPlace: the line has not moved for two seconds, and as many as may then wait do so already.
            DatabaseBusy: the turn did not come within `seconds`.
        """
        self._take(time.monotonic() + seconds)
        self._is_let_in = False
        try:
            yield self
        finally:
            self._pass_on()

    def let_in(self) -> None:
        """Note that whoever has the turn is not held up by another process."""
        self._is_let_in = True
        self._failed_at = -SOON_SECONDS

    def _take(self, gives_up_at: float) -> None:
        with self._guard:
            if not self._taken:
                self._taken, self._since = True, time.monotonic()
                return
            if len(self._waiting) >= PATIENT and self._is_stuck():
                raise NoPlace
            ticket = threading.Event()
            self._waiting.append(ticket)
        while not ticket.wait(max(0.0, min(gives_up_at, self._looks_at()) - time.monotonic())):
            if self._has_come(ticket, gives_up_at):
                return

    def _has_come(self, ticket: threading.Event, gives_up_at: float) -> bool:
        """Whether the turn came between the end of the wait and the guard, and so is ours after all."""
        with self._guard:
            if ticket not in self._waiting:
                return True
            if time.monotonic() >= gives_up_at:
                self._waiting.remove(ticket)
                raise DatabaseBusy
            if self._waiting.index(ticket) >= PATIENT and self._is_stuck():
                self._waiting.remove(ticket)
                raise NoPlace
            return False

    def _is_stuck(self) -> bool:
        now = time.monotonic()
        return now - self._since >= SOON_SECONDS or now - self._failed_at < SOON_SECONDS

    def _looks_at(self) -> float:
        """When a waiter looks next whether the line moves."""
        return max(self._since, time.monotonic() - SOON_SECONDS / 2) + SOON_SECONDS

    def _pass_on(self) -> None:
        with self._guard:
            self._since = time.monotonic()
            if not self._is_let_in:
                self._failed_at = self._since
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
