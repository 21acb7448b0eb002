"""Zoom's limits: calls per second by weight and plan, and creations and changes a day for each host."""

import time
from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.zoom_stand_in.answers import refused
from tests.zoom_stand_in.faults import PER_SECOND, next_day, wait_headers
from tests.zoom_stand_in.world.habits import Habits

PER_PLAN = {
    "free": {"LIGHT": 4, "MEDIUM": 2, "HEAVY": 1},
    "pro": {"LIGHT": 30, "MEDIUM": 20, "HEAVY": 10},
    "business": {"LIGHT": 80, "MEDIUM": 60, "HEAVY": 40},
}


@dataclass
class Limits:
    """What was used of them. Seconds are real ones, lest a standing clock crowd them; days are the clock's."""

    recent: dict[str, deque[float]] = field(default_factory=dict)
    changes: Counter[tuple[str, str]] = field(default_factory=Counter)  # host, day
    refusals: Counter[str] = field(default_factory=Counter)

    def count_call(self, weight: str, habits: Habits, now: datetime) -> None:
        """Count a call of this weight, or refuse it."""
        if not habits.limits_per_second:
            return
        most, at = PER_PLAN[habits.plan][weight], time.monotonic()
        calls = self.recent.setdefault(weight, deque())
        while calls and calls[0] <= at - 1:
            calls.popleft()
        if len(calls) >= most:
            self.refusals["second"] += 1
            headers = wait_headers(habits.retry_after, now, now + timedelta(seconds=1))
            named = {"X-RateLimit-Category": weight.title(), "X-RateLimit-Type": "QPS", "X-RateLimit-Limit": str(most)}
            raise refused(429, habits.limit_code, PER_SECOND, headers | (named if habits.names_limit_type else {}))
        calls.append(at)

    def count_change(self, host: str, habits: Habits, now: datetime) -> None:
        """Count a creation or change for this host, or refuse it until 00:00 UTC."""
        used = (host, now.strftime("%Y-%m-%d"))
        if self.changes[used] >= habits.changes_a_day:
            self.refusals["day"] += 1
            message = (
                f"You have exceeded the daily rate limit ({habits.changes_a_day}) of Meeting Create/Update API requests"
                " permitted for this particular user. You may resume these requests at GMT 00:00:00."
            )
            form = None if habits.retry_after is None else "iso"  # a daily limit names a moment, not seconds
            raise refused(429, 429, message, wait_headers(form, now, next_day(now)))
        self.changes[used] += 1
