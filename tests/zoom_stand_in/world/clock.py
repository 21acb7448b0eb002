"""The stand-in's own clock, which tests set."""

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta


@dataclass
class Clock:
    """Runs on from the moment it was set to, or stands there."""

    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    stands: bool = False
    _set_at: float = field(default_factory=time.monotonic)

    def now(self) -> datetime:
        """The moment in UTC."""
        passed = timedelta() if self.stands else timedelta(seconds=time.monotonic() - self._set_at)
        return self.at.astimezone(UTC) + passed

    def set(self, at: datetime, *, stands: bool) -> None:
        """Show this moment, and run on from it unless it `stands`."""
        self.at, self.stands, self._set_at = at, stands, time.monotonic()

    def move(self, seconds: float) -> None:
        """Let so much time pass at once."""
        self.set(self.now() + timedelta(seconds=seconds), stands=self.stands)
