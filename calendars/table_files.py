"""Files of rows (CSV) as Excel and offices save them: their letters, and their rows numbered as Excel counts them.

Knows no columns: what a row must hold is for whoever reads a file of one kind.
"""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

_MARKS_OF_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# UTF-8 first: cp932 reads most UTF-8 bytes as nonsense without an error, the reverse hardly ever happens.
_ENCODINGS = ("utf-8-sig", "cp932")
_END_MARKS = "\x1a\0"  # Ctrl-Z of old programs, NULs that fill a block
_SEPARATORS = (",", "\t", ";")
_LONGEST_ROW = 100_000  # letters; more is no row of anything, and each of its cells would take memory


class NotText(ValueError):
    """The bytes are text in none of the encodings that offices use."""


class BrokenRow(ValueError):
    """A row cannot be told apart from the next: a quotation mark is not closed, or stands within a cell."""

    def __init__(self, number: int) -> None:
        super().__init__(f"row {number}")
        self.number = number


@dataclass(frozen=True)
class Row:
    """The cells of a row without the empty ones at its end; `number` is what Excel shows beside it, from 1 on."""

    number: int
    cells: tuple[str, ...]

    def padded(self, width: int) -> tuple[str, ...] | None:
        """So many cells, empty ones where the row is shorter; None if it is longer."""
        return self.cells + ("",) * (width - len(self.cells)) if len(self.cells) <= width else None


def text_of(content: bytes) -> str:
    """The text of a file: UTF-8 with or without its mark, cp932, or UTF-16 with its mark; without marks of its end.

    Raises:
        NotText: it is none of these.
    """
    for encoding in ("utf-16",) if content.startswith(_MARKS_OF_UTF_16) else _ENCODINGS:
        try:
            return _without_end_marks(content.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise NotText("no text in UTF-8, Shift_JIS or UTF-16")


def rows_of(text: str) -> Iterator[Row]:
    """The rows that hold anything. A line break within a cell is no new row, an empty line is one.

    Commas separate cells, or tabs or semicolons where the first row has more of them.

    Raises:
        BrokenRow: from here on rows cannot be told apart, or one has no end.
    """
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=_separator(text), strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            lines.of_row = 0
            row = Row(number, _without_empty_end(cells))
            if row.cells:
                yield row
    except csv.Error:
        raise BrokenRow(number + 1) from None


class _Lines:
    """The lines of a text; `of_row` counts the letters of those that the present row has taken."""

    def __init__(self, text: str) -> None:
        self._lines = io.StringIO(text, newline="")
        self.of_row = 0

    def __iter__(self) -> Iterator[str]:
        """Them one by one, as long as it may be a row."""
        for line in self._lines:
            self.of_row += len(line)
            if self.of_row > _LONGEST_ROW:
                raise csv.Error("a row that has no end")
            yield line


def _without_end_marks(text: str) -> str:
    return text.rstrip(f"{_END_MARKS}\r\n")


def _without_empty_end(cells: list[str]) -> tuple[str, ...]:
    last = next((place for place in range(len(cells), 0, -1) if cells[place - 1].strip()), 0)
    return tuple(cells[:last])


def _separator(text: str) -> str:
    first_row = text.lstrip("\r\n").partition("\n")[0]
    return max(_SEPARATORS, key=first_row.count)
