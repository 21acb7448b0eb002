"""Reads a file of people as table programs and core systems of offices save it; stores nothing.

A CSV file (`calendars.table_files`). The first row names the columns, in any order; those that nobody knows are passed
over, and a field without a column is not touched.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto
from itertools import islice

from booking.core.input.clean_text import half_width, one_line
from booking.core.input.numbers import digits
from booking.people.records.fields import PersonField
from calendars.table_files import BrokenRow, NotText, Row, rows_of, text_of

LARGEST_FILE = 10 * 1024 * 1024  # bytes
MOST_LINES = 50_000

_HEADINGS: Mapping[PersonField, tuple[str, ...]] = {
    PersonField.SEEKER_NUMBER: ("seeker_number", "求職番号", "求職者番号"),
    PersonField.NAME: ("name", "氏名", "名前", "お名前", "漢字氏名"),
    PersonField.KANA: ("kana", "氏名のカナ", "氏名カナ", "カナ氏名", "カナ", "フリガナ", "氏名(カナ)", "氏名フリガナ"),
    PersonField.BIRTH_DATE: ("birth_date", "生年月日"),
    PersonField.PHONE: ("phone", "電話番号", "電話", "tel"),
    PersonField.ADDRESS: ("address", "住所", "現住所"),
    PersonField.EMAIL: ("email", "メールアドレス", "メール", "eメール", "e-mail"),
    PersonField.VALID_UNTIL: ("valid_until", "求職の有効期限", "有効期限", "求職有効期限"),
}
_KNOWN = {heading: field for field, headings in _HEADINGS.items() for heading in headings}
_AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)  # how core systems keep table programs from dropping a leading 0
_WITHOUT_ZERO = re.compile("[1-9][0-9]{8,9}", re.ASCII)


class FileFault(StrEnum):
    """What is wrong with a file as a whole."""

    TOO_LARGE = auto()
    TOO_MANY_LINES = auto()
    NOT_TEXT = auto()
    EMPTY = auto()
    HEADER = auto()  # neither a number nor name and birth date, so that nobody can tell who is meant
    HEADING_TWICE = auto()
    QUOTES = auto()


class BadPersonFile(ValueError):
    """The file cannot be read; `line` is where, as Excel counts (0: the whole file)."""

    def __init__(self, fault: FileFault, line: int = 0) -> None:
        super().__init__(f"{fault} in line {line}")
        self.fault, self.line = fault, line


@dataclass(frozen=True)
class PersonLine:
    """The cells of a line that hold anything, by field. `is_too_long`: there are more of them than headings."""

    number: int
    cells: Mapping[PersonField, str]
    is_too_long: bool = False


@dataclass(frozen=True)
class PersonSheet:
    """The lines of a file, and the headings of columns that were passed over."""

    lines: tuple[PersonLine, ...]
    passed_over: tuple[str, ...] = ()


def read_person_file(content: bytes) -> PersonSheet:
    """The lines of a file, in its order.

    Raises:
        BadPersonFile: nobody can tell what it says.
    """
    if len(content) > LARGEST_FILE:
        raise BadPersonFile(FileFault.TOO_LARGE)
    header, *rows = _rows(content)
    columns = [_KNOWN.get(_heading(cell)) for cell in header.cells]
    _refuse_headings(columns, header.number)
    if not rows:
        raise BadPersonFile(FileFault.EMPTY)
    if len(rows) > MOST_LINES:
        raise BadPersonFile(FileFault.TOO_MANY_LINES)
    passed_over = [one_line(cell) for cell, field in zip(header.cells, columns, strict=True) if field is None]
    return PersonSheet(tuple(_line(row, columns) for row in rows), tuple(filter(None, passed_over)))


def _rows(content: bytes) -> Sequence[Row]:
    try:
        rows = tuple(islice(rows_of(text_of(content)), MOST_LINES + 2))  # the headings, and one too many
    except NotText:
        raise BadPersonFile(FileFault.NOT_TEXT) from None
    except BrokenRow as broken:
        raise BadPersonFile(FileFault.QUOTES, broken.number) from None
    if not rows:
        raise BadPersonFile(FileFault.EMPTY)
    return rows


def _heading(cell: str) -> str:
    return half_width(cell).replace(" ", "").casefold()


def _refuse_headings(columns: Sequence[PersonField | None], line: int) -> None:
    counted = Counter(column for column in columns if column is not None)
    if any(count > 1 for count in counted.values()):
        raise BadPersonFile(FileFault.HEADING_TWICE, line)
    names_whom = PersonField.SEEKER_NUMBER in counted or {PersonField.KANA, PersonField.BIRTH_DATE} <= counted.keys()
    if not names_whom or len(counted) == 1:
        raise BadPersonFile(FileFault.HEADER, line)


def _line(row: Row, columns: Sequence[PersonField | None]) -> PersonLine:
    cells = row.padded(len(columns))
    if cells is None:
        return PersonLine(row.number, {}, is_too_long=True)
    given = {field: _cell(field, cell) for field, cell in zip(columns, cells, strict=True) if field is not None}
    return PersonLine(row.number, {field: cell for field, cell in given.items() if cell})


def _cell(field: PersonField, cell: str) -> str:
    """What a cell says. The 0 that table programs drop is put back before a phone number: every one begins with it."""
    as_text = _AS_TEXT.fullmatch(cell.strip())
    text = one_line(as_text[1] if as_text else cell)
    if field is PersonField.PHONE and _WITHOUT_ZERO.fullmatch(digits(text)):
        return f"0{digits(text)}"
    return text
