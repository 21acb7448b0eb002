"""Japanese words for days and times as pages and messages show them; decides nothing.

Every aware datetime is read on the office's clock first; a naive one raises ValueError.
"""

from datetime import date, datetime, time

from calendars.office_time import day_of, in_office_time

_WEEKDAYS = "月火水木金土日"


def short_day(day: date) -> str:
    """A day without its year: 11月25日（水）."""
    day = _office_day(day)
    return f"{day.month}月{day.day}日（{_WEEKDAYS[day.weekday()]}）"


def long_day(day: date) -> str:
    """A day with its year: 2026年11月25日（水）."""
    return f"{_office_day(day).year}年{short_day(day)}"


def clock(at: time | datetime) -> str:
    """A time of day, 24 hours: 9時05分."""
    shown = in_office_time(at) if isinstance(at, datetime) else at
    return f"{shown.hour}時{shown.minute:02}分"


def span(starts_at: datetime, ends_at: datetime) -> str:
    """A consultation's time: 2026年11月25日（水） 10時00分～10時30分, the end's day if another."""
    same_day = day_of(starts_at) == day_of(ends_at)
    end = clock(ends_at) if same_day else f"{short_day(ends_at)} {clock(ends_at)}"
    return f"{long_day(starts_at)} {clock(starts_at)}～{end}"


def until(closes_at: datetime) -> str:
    """Until when something is possible whose first refused moment is `closes_at` (rules.md#booking-deadline).

    Midnight that starts 21 November reads 11月20日（金）23時59分, so that nobody has to think about 24時; any other
    moment reads as the office says it: 17時15分まで.
    """
    end = in_office_time(closes_at)
    if end.time() == time.min:
        end -= datetime.resolution
    return f"{short_day(end)}{clock(end)}"


def _office_day(day: date) -> date:
    return day_of(day) if isinstance(day, datetime) else day
