"""Reads the Cabinet Office's file of national holidays (syukujitsu.csv); fetches and stores nothing.

The file is Shift_JIS (cp932) with CRLF, one header line and rows like 2027/11/23,勤労感謝の日. Staff import
it, so what is wrong with it is said in Japanese.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from calendars.holidays import NationalHoliday

_HEADER_WORDS = ("月日", "名称")
_HEADER_EXAMPLE = "国民の祝日・休日月日,国民の祝日・休日名称"
_ROW = re.compile(r'(\d{4})/(\d{1,2})/(\d{1,2}),([^\s",][^",\x00-\x1f\x7f]{0,39})', re.ASCII)
_ROW_EXAMPLE = "2027/11/23,勤労感謝の日"
# Years before Mountain Day (2016) had fewer holidays, the first ones nine; the fullest is 2019 with 22.
_FULL_YEARS_FROM = 2016
_DAYS_A_YEAR = range(16, 23)

_Row = tuple[int, NationalHoliday]  # line number in the file, the first line being 1


class HolidayFileError(ValueError):
    """A file that cannot be imported: where (line None: the whole file), why, and what is allowed."""

    def __init__(self, source: str, line: int | None, problem: str, allowed: str) -> None:
        place = source if line is None else f"{source}: {line}行目"
        super().__init__(f"{place}: {problem}（使える値: {allowed}）")
        self.source = source
        self.line = line
        self.problem = problem
        self.allowed = allowed


def parse_cabinet_office_csv(content: bytes, *, source: str) -> tuple[NationalHoliday, ...]:
    """The holidays of a Cabinet Office file in order of their days, each marked with `source`.

    Takes cp932, and UTF-8 with or without a byte order mark. Raises HolidayFileError for a broken line, a
    repeated day, a missing year, or a year from 2016 on without 16 to 22 holidays: a file cut short must not
    pass for a year with few holidays.
    """
    header, *lines = _decoded(content, source).replace("\r\n", "\n").split("\n")
    _check_header(header, source)
    rows = [(number, _holiday(line, number, source)) for number, line in enumerate(lines, start=2) if line]
    if not rows:
        raise HolidayFileError(source, None, "祝日の行がありません", _ROW_EXAMPLE)
    rows.sort(key=lambda row: row[1].day)
    _check_repeats(rows, source)
    _check_gaps(rows, source)
    _check_full_years(rows, source)
    return tuple(holiday for _, holiday in rows)


def _decoded(content: bytes, source: str) -> str:
    # UTF-8 first: cp932 reads most UTF-8 bytes as nonsense without an error, the reverse hardly ever happens.
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise HolidayFileError(source, None, "文字コードを読み取れません", "Shift_JIS、UTF-8")


def _check_header(header: str, source: str) -> None:
    if not all(word in header for word in _HEADER_WORDS):
        raise HolidayFileError(source, 1, "見出しの行がありません", _HEADER_EXAMPLE)


def _holiday(line: str, number: int, source: str) -> NationalHoliday:
    row = _ROW.fullmatch(line)
    if row is None:
        raise HolidayFileError(source, number, f"行の形が違います「{_shown(line)}」", _ROW_EXAMPLE)
    year, month, day, name = row.groups()
    try:
        return NationalHoliday(date(int(year), int(month), int(day)), name.rstrip(), source)
    except ValueError:
        problem = f"暦にない日付です「{year}/{month}/{day}」"
        raise HolidayFileError(source, number, problem, "年/月/日、例 2027/11/23") from None


def _shown(line: str) -> str:
    visible = "".join(character if character.isprintable() else "?" for character in line)
    return visible if len(visible) <= 40 else f"{visible[:40]}…"


def _check_repeats(rows: Sequence[_Row], source: str) -> None:
    for (first, earlier), (second, later) in pairwise(rows):
        if earlier.day == later.day:
            problem = f"{later.day:%Y/%m/%d}は{first}行目にもあります"
            raise HolidayFileError(source, second, problem, "同じ日は1行だけ")


def _check_gaps(rows: Sequence[_Row], source: str) -> None:
    for (_, earlier), (number, later) in pairwise(rows):
        if later.day.year - earlier.day.year > 1:
            problem = f"{earlier.day.year}年の次が{later.day.year}年で、間の年がありません"
            raise HolidayFileError(source, number, problem, "すべての年が続いていること")


def _check_full_years(rows: Sequence[_Row], source: str) -> None:
    lines_of_year: dict[int, list[int]] = defaultdict(list)
    for number, holiday in rows:
        lines_of_year[holiday.day.year].append(number)
    for year, numbers in lines_of_year.items():
        if year >= _FULL_YEARS_FROM and len(numbers) not in _DAYS_A_YEAR:
            allowed = f"1年に{_DAYS_A_YEAR.start}日から{_DAYS_A_YEAR.stop - 1}日まで"
            raise HolidayFileError(source, numbers[-1], f"{year}年の祝日が{len(numbers)}日です", allowed)
