"""Reads the Cabinet Office's file of national holidays (syukujitsu.csv); fetches and stores nothing.

The file is Shift_JIS (cp932) with CRLF, one header line and rows like 2027/11/23,勤労感謝の日. Staff import
it, so what is wrong with it is said in Japanese. It reaches back to 1955: what is wrong with a year that is over
decides nothing any more and must not keep next year's holidays out.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from calendars.holidays import NationalHoliday
from calendars.table_files import BrokenRow, NotText, Row, rows_of, text_of

_HEADER_WORDS = ("月日", "名称")
_HEADER_EXAMPLE = "国民の祝日・休日月日,国民の祝日・休日名称"
_UNSEEN = r"\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069"
_ROW = re.compile(rf'(\d{{4}})/(\d{{1,2}})/(\d{{1,2}}),([^\s",{_UNSEEN}][^",{_UNSEEN}]{{0,39}})', re.ASCII)
_ROW_EXAMPLE = "2027/11/23,勤労感謝の日"
_YEAR = re.compile(r"\d{4}(?=[/-])", re.ASCII)
# Years before Mountain Day (2016) had fewer holidays, the first ones nine; the fullest is 2019 with 22.
_FULL_YEARS_FROM = 2016
_DAYS_A_YEAR = range(16, 23)

_Row = tuple[int, NationalHoliday]  # line number in the file, the first line being 1


class HolidayFileError(ValueError):
    """A file that cannot be imported: where (line None: the whole file), why, and what is allowed.

    `year` is the one year that it is about, if it is about one.
    """

    def __init__(self, source: str, line: int | None, problem: str, allowed: str, *, year: int | None = None) -> None:
        place = source if line is None else f"{source}: {line}行目"
        super().__init__(f"{place}: {problem}（使える値: {allowed}）")
        self.source = source
        self.line = line
        self.problem = problem
        self.allowed = allowed
        self.year = year


@dataclass(frozen=True)
class HolidayFile:
    """The holidays of a file in order of their days, and what is wrong with its years that are over."""

    holidays: tuple[NationalHoliday, ...]
    warnings: tuple[HolidayFileError, ...]


def parse_cabinet_office_csv(content: bytes, *, source: str, this_year: int) -> HolidayFile:
    """Read a Cabinet Office file; each holiday is marked with `source`.

    Takes what Excel saves (`calendars.table_files`). A broken line, a repeated day, a
    missing year, or a year from 2016 on without 16 to 22 holidays (a file cut short must not pass for a year with few
    holidays) is a warning where it is about a year before `this_year`. Raises HolidayFileError for all others.
    """
    header, *lines = _lines(content, source)
    _check_header(header, source)
    rows: list[_Row] = []
    problems: list[HolidayFileError] = []
    for line in lines:
        try:
            rows.append((line.number, _holiday(",".join(line.cells), line.number, source)))
        except HolidayFileError as problem:
            problems.append(problem)
    rows.sort(key=lambda row: row[1].day)
    problems += [*_repeats(rows, source), *_gaps(rows, source), *_uneven_years(rows, source)]
    for found in problems:
        if found.year is None or found.year >= this_year:
            raise found
    if not rows:
        raise HolidayFileError(source, None, "祝日の行がありません", _ROW_EXAMPLE)
    first_of_day: dict[date, NationalHoliday] = {}
    for _, holiday in rows:
        first_of_day.setdefault(holiday.day, holiday)
    return HolidayFile(tuple(first_of_day.values()), tuple(problems))


def _lines(content: bytes, source: str) -> Sequence[Row]:
    try:
        return tuple(rows_of(text_of(content))) or (Row(1, ()),)
    except NotText:
        raise HolidayFileError(source, None, "文字コードを読み取れません", "Shift_JIS、UTF-8、UTF-16") from None
    except BrokenRow as broken:
        problem = '引用符（"）が閉じていないか、セルの途中にあります'
        raise HolidayFileError(source, broken.number, problem, _ROW_EXAMPLE) from None


def _check_header(header: Row, source: str) -> None:
    if not all(word in ",".join(header.cells) for word in _HEADER_WORDS):
        raise HolidayFileError(source, 1, "見出しの行がありません", _HEADER_EXAMPLE)


def _holiday(line: str, number: int, source: str) -> NationalHoliday:
    row = _ROW.fullmatch(line)
    if row is None:
        found = _YEAR.match(line)
        of_year = int(found[0]) if found else None
        raise HolidayFileError(source, number, f"行の形が違います「{_shown(line)}」", _ROW_EXAMPLE, year=of_year)
    year, month, day, name = row.groups()
    try:
        return NationalHoliday(date(int(year), int(month), int(day)), name.rstrip(), source)
    except ValueError:
        problem = f"暦にない日付です「{year}/{month}/{day}」"
        raise HolidayFileError(source, number, problem, "年/月/日、例 2027/11/23", year=int(year)) from None


def _shown(line: str) -> str:
    visible = "".join(character if character.isprintable() else "?" for character in line)
    return visible if len(visible) <= 40 else f"{visible[:40]}…"


def _repeats(rows: Sequence[_Row], source: str) -> Iterator[HolidayFileError]:
    for (first, earlier), (second, later) in pairwise(rows):
        if earlier.day == later.day:
            problem = f"{later.day:%Y/%m/%d}は{first}行目にもあります"
            yield HolidayFileError(source, second, problem, "同じ日は1行だけ", year=later.day.year)


def _gaps(rows: Sequence[_Row], source: str) -> Iterator[HolidayFileError]:
    for (_, earlier), (number, later) in pairwise(rows):
        if later.day.year - earlier.day.year > 1:
            problem = f"{earlier.day.year}年の次が{later.day.year}年で、間の年がありません"
            allowed, last_missing = "すべての年が続いていること", later.day.year - 1
            yield HolidayFileError(source, number, problem, allowed, year=last_missing)


def _uneven_years(rows: Sequence[_Row], source: str) -> Iterator[HolidayFileError]:
    lines_of_year: dict[int, list[int]] = defaultdict(list)
    for number, holiday in rows:
        lines_of_year[holiday.day.year].append(number)
    for year, numbers in lines_of_year.items():
        if year >= _FULL_YEARS_FROM and len(numbers) not in _DAYS_A_YEAR:
            allowed = f"1年に{_DAYS_A_YEAR.start}日から{_DAYS_A_YEAR.stop - 1}日まで"
            problem = f"{year}年の祝日が{len(numbers)}日です"
            yield HolidayFileError(source, numbers[-1], problem, allowed, year=year)
