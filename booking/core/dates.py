"""Days and times in the reader's words, as pages and messages show them; decides nothing.

The patterns are texts like any other, in the letters of Unicode's date formats (UTS #35), so that a catalogue
translates dates as well. Every aware datetime is read on the office's clock first; a naive one raises ValueError.
"""

from datetime import date, datetime, time
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_time

from booking.core.texts import _
from booking.core.texts.languages import Language, language
from calendars.office_time import day_of, in_office_time

_JAPANESE, _ENGLISH = Locale("ja"), Locale("en")
_MOST = 4096  # a calendar of four weeks has some hundred


def weekdays() -> list[tuple[str, str]]:
    """The days of the week from Monday on, short and whole, as a calendar heads its columns: 月, 月曜日."""
    names = _locale().days["stand-alone"]
    return [
        (names["narrow" if language() is not Language.ENGLISH else "abbreviated"][day], names["wide"][day])
        for day in range(7)
    ]


def short_day(day: date) -> str:
    """A day without its year: 11月25日（水）."""
    return _day(day, _("M月d日（EEE）"))


def long_day(day: date) -> str:
    """A day with its year: 2026年11月25日（水）."""
    return _day(day, _("y年M月d日（EEE）"))


def born_day(day: date) -> str:
    """A date of birth, of which nobody asks the weekday: 1991年12月29日."""
    return _day(day, _("y年M月d日"))


def clock(at: time | datetime) -> str:
    """A time of day, 24 hours: 9時05分; a full hour has a pattern of its own, since やさしい日本語 says 午前10時."""
    shown = in_office_time(at).time() if isinstance(at, datetime) else at
    return _formatted(shown, _("H時mm分") if shown.minute else _("H時00分"), _locale())


def short_moment(moment: datetime) -> str:
    """A day without its year, and a time: 11月25日（水）10時00分."""
    return _("%(day)s%(clock)s", day=short_day(moment), clock=clock(moment))


def long_moment(moment: datetime) -> str:
    """A day with its year, and a time: 2026年11月25日（水） 10時00分."""
    return _("%(day)s %(clock)s", day=long_day(moment), clock=clock(moment))


def clocks(starts_at: time | datetime, ends_at: time | datetime) -> str:
    """From when until when of a day: 10時00分～10時30分."""
    return _("%(start)s～%(end)s", start=clock(starts_at), end=clock(ends_at))


def padded_moment(moment: datetime) -> str:
    """A day and a time with every digit: 2024年07月24日 11時39分, as the guide shows the previous sign-in."""
    shown = in_office_time(moment)
    day, at = _formatted(shown.date(), _("y年MM月dd日"), _locale()), _formatted(shown.time(), _("HH時mm分"), _locale())
    return _("%(day)s %(clock)s", day=day, clock=at)


def span(starts_at: datetime, ends_at: datetime) -> str:
    """A consultation's time: 2026年11月25日（水） 10時00分～10時30分, the end's day if another."""
    end = clock(ends_at) if day_of(starts_at) == day_of(ends_at) else short_moment(ends_at)
    return _("%(day)s %(start)s～%(end)s", day=long_day(starts_at), start=clock(starts_at), end=end)


def time_left(moment: datetime, now: datetime) -> str:
    """How long it is from `now` until `moment`, in whole minutes: あと2時間5分."""
    hours, minutes = divmod(-int((now - moment).total_seconds() // 60), 60)
    if not hours:
        return _("あと%(minutes)s分", minutes=minutes)
    return _("あと%(hours)s時間%(minutes)s分", hours=hours, minutes=minutes)


def until(closes_at: datetime) -> str:
    """Until when something is possible whose first refused moment is `closes_at` (rules.md#booking-deadline).

    Midnight that starts 21 November reads 11月20日（金）23時59分, so that nobody has to think about 24時; any other
    moment reads as the office says it: 17時15分まで.
    """
    end = in_office_time(closes_at)
    if end.time() == time.min:
        end -= datetime.resolution
    return short_moment(end)


def _day(day: date, pattern: str) -> str:
    return _formatted(day_of(day) if isinstance(day, datetime) else day, pattern, _locale())


def _locale() -> Locale:
    """Whose names of days and months are shown; やさしい日本語 has those of Japanese."""
    return _ENGLISH if language() is Language.ENGLISH else _JAPANESE


@lru_cache(_MOST)
def _formatted(value: date | time, pattern: str, locale: Locale) -> str:
    if isinstance(value, time):
        return format_time(value, pattern, locale=locale)
    return format_date(value, pattern, locale=locale)
