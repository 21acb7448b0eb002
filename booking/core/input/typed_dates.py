"""Reads dates as people in Japan say them: 1979年4月2日, 昭和54年4月2日, S54.4.2; knows no tables."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from booking.core.input.clean_text import half_width, hyphens


@dataclass(frozen=True)
class _Era:
    """An era (元号) with its first and last day; its first year is the year 1, or 元."""

    words: tuple[str, ...]
    first: date
    last: date


_ERAS = (
    _Era(("明治", "明", "m"), date(1868, 1, 25), date(1912, 7, 29)),
    _Era(("大正", "大", "t"), date(1912, 7, 30), date(1926, 12, 24)),
    _Era(("昭和", "昭", "s"), date(1926, 12, 25), date(1989, 1, 7)),
    _Era(("平成", "平", "h"), date(1989, 1, 8), date(2019, 4, 30)),
    _Era(("令和", "令", "r"), date(2019, 5, 1), date.max),
)
_NAMED = {word: era for era in _ERAS for word in era.words}
_DATE = re.compile(
    rf"(?P<era>{'|'.join(_NAMED)})?\.?(?P<year>[0-9]{{1,4}}|元)[年/.-](?P<month>[0-9]{{1,2}})[月/.-](?P<day>[0-9]{{1,2}})日?"
)
_UNITS = "年月日"
_UNDIVIDED = re.compile(rf"((?:{'|'.join(_NAMED)})[0-9]{{2}}|[0-9]{{4}})([0-9]{{2}})([0-9]{{2}})")  # as core systems do


def read_typed_date(year: str, month: str = "", day: str = "") -> date | None:
    """The day that was typed into three fields, or whole into the first; None if there is no such day.

    A year is western with four digits, or of an era, of which the day must be one: 昭和64年1月8日 never was.
    """
    found = _DATE.fullmatch(_UNDIVIDED.sub(r"\1/\2/\3", whole_date(year, month, day)))
    if found is None:
        return None
    era, of_year = _NAMED.get(found["era"] or ""), found["year"]
    if era is None and len(of_year) < len("1979"):
        return None
    with suppress(ValueError):
        day_meant = date(_western(era, of_year), int(found["month"]), int(found["day"]))
        return day_meant if era is None or era.first <= day_meant <= era.last else None
    return None


def whole_date(year: str, month: str, day: str) -> str:
    """What was typed into three fields as one text, such as 昭和54/4/2; into the first alone, that."""
    parts = [_plain(part) for part in (year, month, day)]
    return "/".join(part.rstrip(_UNITS) for part in parts) if parts[1] or parts[2] else parts[0]


def _plain(typed: str) -> str:
    return hyphens(half_width(typed)).replace(" ", "").casefold()


def _western(era: _Era | None, year: str) -> int:
    number = 1 if year == "元" else int(year)
    return number if era is None else era.first.year + number - 1
