"""Jobs that come once a day or once an hour: which run is due. By the office's clock; runs nothing."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from calendars.office_time import at, day_of, in_office_time


@dataclass(frozen=True)
class Daily:
    """Once a day at `at` (office time)."""

    at: time

    def latest(self, now: datetime) -> datetime:
        """The run that is due at `now`: a night that was slept through is made up for in the morning."""
        today = at(day_of(now), self.at)
        return today if today <= now else at(day_of(now) - timedelta(days=1), self.at)

    def __str__(self) -> str:
        return f"every day at {self.at:%H:%M}"


class Hourly:
    """Once an hour, when it begins."""

    def latest(self, now: datetime) -> datetime:
        """The run that is due at `now`."""
        return in_office_time(now).replace(minute=0, second=0, microsecond=0)

    def __str__(self) -> str:
        return "every hour"
