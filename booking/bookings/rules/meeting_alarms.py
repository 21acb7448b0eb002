"""PURE: how long a meeting may be missing before somebody must act (rules.md#missing-meetings): near the day, soon.

With many days left a provider's outage or its daily limit ends by itself; the day before, somebody must have time to
enter a meeting by hand; after a late booking the person may be waiting on the phone.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

LATE_BOOKING = timedelta(minutes=1)  # rules.md#late-booking
USUAL = timedelta(minutes=15)  # also: untried for so long, nobody issues at all
_BY_DAYS_LEFT = {0: timedelta(minutes=5), 1: USUAL, 2: timedelta(hours=2)}
_MANY_DAYS_LEFT = timedelta(hours=26)  # a daily limit ends within a day
SHORTEST = min(LATE_BOOKING, USUAL, *_BY_DAYS_LEFT.values(), _MANY_DAYS_LEFT)
UNSEEN_NEAR = timedelta(days=2)  # as long before, a deleted meeting can still be replaced and the seeker told
UNSEEN_MAY_LAST = timedelta(days=1)


def is_unseen_alarm(unseen_since: datetime, starts_at: datetime, *, now: datetime) -> bool:
    """Whether somebody must look at a meeting that we cannot look at since then: it is near, or that lasts too long."""
    return starts_at - now <= UNSEEN_NEAR or now - unseen_since >= UNSEEN_MAY_LAST


def may_be_missing_for(days_left: int, *, late: bool, tried: bool) -> timedelta:
    """How long a meeting may be wanted and not there. `late`: booked after the deadline; `tried`: refused before."""
    if late:
        return LATE_BOOKING
    by_day = _BY_DAYS_LEFT.get(days_left, _MANY_DAYS_LEFT)
    return by_day if tried else min(by_day, USUAL)


def office_days_left(today: date, day: date, is_office_day: Callable[[date], bool]) -> int:
    """Office days after today up to the consultation day, which counts as one whatever it is; 0 on the day itself."""
    between = (today + timedelta(days=n) for n in range(1, (day - today).days))
    return sum(map(is_office_day, between)) + (1 if day > today else 0)
