"""Reads the file of meetings made by hand; stores nothing, and shows no passcode or link in what it complains of.

A CSV file with the header `meeting_id,passcode,join_url,host`, or ミーティングID,パスコード,リンク,ホスト; the columns
may stand in any order, and others among them are passed over. UTF-8 with or
without a byte order mark, or cp932, as Excel writes it.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from booking.meetings.details import DetailFault, JoinDetails, read_details
from booking.typed import half_width

LARGEST_FILE = 64 * 1024  # bytes; some five hundred meetings

_COLUMNS = {
    "meeting_id": "meeting_id",
    "ミーティングid": "meeting_id",
    "passcode": "passcode",
    "パスコード": "passcode",
    "join_url": "join_url",
    "リンク": "join_url",
    "host": "host",
    "ホスト": "host",
}
_NEEDED = frozenset(_COLUMNS.values())


class FileFault(StrEnum):
    """What is wrong with the file, or with a line beside its details."""

    TOO_LARGE = "too_large"
    NOT_TEXT = "not_text"
    HEADER = "header"
    EMPTY = "empty"
    COLUMNS = "columns"
    HOST = "host"
    TWICE = "twice"
    IN_USE = "in_use"  # it stands in the pool with other details and a coming consultation has it
    BY_HAND = "by_hand"  # somebody entered it by hand for a coming consultation


@dataclass(frozen=True)
class BadLine:
    """A line (the header is line 1; 0: the whole file) and what is wrong with it."""

    line: int
    fault: FileFault | DetailFault


class BadPoolFile(ValueError):
    """The file cannot be taken in; every bad line is named."""

    def __init__(self, bad: Sequence[BadLine]) -> None:
        self.bad = tuple(bad)
        super().__init__(f"{len(self.bad)} bad lines")


@dataclass(frozen=True)
class PoolLine:
    """A meeting of the file; `host` is as desks name theirs, in small letters."""

    line: int
    details: JoinDetails
    host: str


def read_pool_file(content: bytes) -> tuple[PoolLine, ...]:
    """The meetings of a file, in its order. Raises BadPoolFile, naming every bad line."""
    rows = list(_rows(_text(content)))
    bad: list[BadLine] = []
    lines: list[PoolLine] = []
    seen: set[str] = set()
    for number, row in rows:
        line = _line(number, row)
        if isinstance(line, PoolLine) and line.details.meeting_id in seen:
            bad.append(BadLine(number, FileFault.TWICE))
        elif isinstance(line, PoolLine):
            seen.add(line.details.meeting_id)
            lines.append(line)
        else:
            bad.extend(line)
    if not rows:
        bad.append(BadLine(0, FileFault.EMPTY))
    if bad:
        raise BadPoolFile(bad)
    return tuple(lines)


def _text(content: bytes) -> str:
    if len(content) > LARGEST_FILE:
        raise BadPoolFile([BadLine(0, FileFault.TOO_LARGE)])
    # UTF-8 first: cp932 reads most UTF-8 bytes as nonsense without an error, the reverse hardly ever happens.
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadPoolFile([BadLine(0, FileFault.NOT_TEXT)])


def _rows(text: str) -> Iterator[tuple[int, Mapping[str, str] | None]]:
    """The rows with their line numbers; None for one with other columns than the header. Empty lines are skipped."""
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        columns = [_COLUMNS.get(half_width(name).casefold(), "") for name in next(reader, [])]
        if set(columns) - {""} != _NEEDED or len([name for name in columns if name]) != len(_NEEDED):
            raise BadPoolFile([BadLine(1, FileFault.HEADER)])
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            fits = len(cells) == len(columns)
            yield reader.line_num, dict(zip(columns, cells, strict=True)) if fits else None
    except csv.Error:
        raise BadPoolFile([BadLine(reader.line_num, FileFault.COLUMNS)]) from None


def _line(number: int, row: Mapping[str, str] | None) -> PoolLine | list[BadLine]:
    if row is None:
        return [BadLine(number, FileFault.COLUMNS)]
    details = read_details(row["meeting_id"], row["passcode"], row["join_url"])
    host = half_width(row["host"]).casefold()
    bad = [] if isinstance(details, JoinDetails) else [BadLine(number, fault) for fault in details]
    if not host:
        bad.append(BadLine(number, FileFault.HOST))
    return PoolLine(number, details, host) if isinstance(details, JoinDetails) and not bad else bad
