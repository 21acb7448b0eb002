"""Until when a registration that was begun must be sent (online leaflet, p. 6 and 7); knows no tables.

The leaflet counts from two days: the account's, and the one on which something was first kept. The later one holds,
which is always the second, once there is one.
"""

from datetime import date, timedelta

DAYS = 14  # 「一時保存をした翌日を起点として、14日以内」: the next day is the first of them
REMINDED_BEFORE = timedelta(days=3)  # ours: time enough to finish


def last_day_to_send(begun_on: date) -> date:
    """The last day on which it can be sent: first kept on 20 November it is 4 December."""
    return begun_on + timedelta(days=DAYS)


def is_over(last_day: date, *, today: date) -> bool:
    """Whether account and draft are erased."""
    return today > last_day


def begun_by_who_is_reminded(today: date) -> tuple[date, date]:
    """The first and last day on which those began whose last day is today, or up to three days ahead."""
    first = today - timedelta(days=DAYS)
    return first, first + REMINDED_BEFORE
