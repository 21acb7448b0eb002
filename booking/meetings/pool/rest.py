"""How often a meeting made by hand is given out; knows no tables (decision 0021).

Once in a week from Monday to Sunday (office time): whoever had it keeps ID and passcode, so it rests at least over the
weekend, and a desk needs just as many meetings as it holds consultations in its fullest week.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from calendars.office_time import day_of


def week_of(starts_at: datetime) -> date:
    """The Monday (office time) of the week in which a consultation begins."""
    return week_of_day(day_of(starts_at))


def week_of_day(day: date) -> date:
    """The Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


def needed(starts: Iterable[datetime]) -> int:
    """How many meetings consultations at these times need: as many as the fullest week has."""
    return max(Counter(week_of(start) for start in starts).values(), default=0)
