"""The one clock of the office; a request or a job reads it once (rules.md#time-comes-in)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]


def real_clock() -> datetime:
    """The present moment, UTC."""
    return datetime.now(UTC)


def shifted_clock(offset: timedelta) -> Clock:
    """A clock that runs like the real one, `offset` ahead of it (or behind)."""

    def read() -> datetime:
        return datetime.now(UTC) + offset

    return read
