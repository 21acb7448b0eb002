"""Reads the file of meetings made by hand; stores nothing, and shows no passcode or link in what it complains of.

A CSV file as Excel writes it (`calendars.table_files`) with the header `meeting_id,passcode,join_url,host`, or
ミーティングID,パスコード,リンク,ホスト; the columns may stand in any order, and others among them are passed over.
"""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from booking.core.input.clean_text import half_width
from booking.core.input.numbers import digits
from booking.meetings.details import DetailFault, JoinDetails, read_details
from booking.meetings.traits import Traits
from calendars.table_files import BrokenRow, NotText, Row, rows_of, text_of

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
_ROUNDED = re.compile(r"[0-9][0-9.]*E\+?[0-9]+|[0-9]+\.[0-9]*", re.ASCII | re.IGNORECASE)
_WITHOUT_ZERO = re.compile(r"[0-9]{5}", re.ASCII)  # passcodes have six digits at least


class FileFault(StrEnum):
    """What is wrong with the file, or with a line beside its details."""

    TOO_LARGE = "too_large"
    NOT_TEXT = "not_text"
    HEADER = "header"
    EMPTY = "empty"
    COLUMNS = "columns"
    QUOTES = "quotes"
    LOST_ZERO = "lost_zero"  # a passcode of five digits: table programs drop a leading 0
    ROUNDED = "rounded"  # a number as table programs show long ones (8.12E+10), or with decimals
    HOST = "host"
    TWICE = "twice"
    IN_USE = "in_use"  # it stands in the pool with other details and a coming consultation has it
    BY_HAND = "by_hand"  # somebody entered it by hand for a coming consultation


@dataclass(frozen=True)
class BadLine:
    """A line as Excel counts it (0: the whole file) and what is wrong with it."""

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


def read_pool_file(content: bytes, traits: Traits, *, hosts: Container[str] | None = None) -> tuple[PoolLine, ...]:
    """The meetings of a file, in its order; each looks as the traits tell.

    With `hosts` (in small letters) a line of any other is bad, too.

    Raises BadPoolFile, naming every bad line with everything that is wrong with it.
    """
    rows = list(_rows(content))
    bad: list[BadLine] = []
    lines: list[PoolLine] = []
    seen: set[str] = set()
    for number, row in rows:
        line, faults = _line(number, row, traits, hosts)
        if line is not None and line.details.meeting_id in seen:
            faults.append(FileFault.TWICE)
        elif line is not None:
            seen.add(line.details.meeting_id)
            lines.append(line)
        bad.extend(BadLine(number, fault) for fault in faults)
    if not rows:
        bad.append(BadLine(0, FileFault.EMPTY))
    if bad:
        raise BadPoolFile(bad)
    return tuple(lines)


def _rows(content: bytes) -> Iterator[tuple[int, Mapping[str, str] | None]]:
    """The rows with their line numbers; None for one that is longer than the header."""
    if len(content) > LARGEST_FILE:
        raise BadPoolFile([BadLine(0, FileFault.TOO_LARGE)])
    try:
        header, *rows = tuple(rows_of(text_of(content))) or (Row(1, ()),)
    except NotText:
        raise BadPoolFile([BadLine(0, FileFault.NOT_TEXT)]) from None
    except BrokenRow as broken:
        raise BadPoolFile([BadLine(broken.number, FileFault.QUOTES)]) from None
    columns = [_COLUMNS.get(half_width(name).casefold(), "") for name in header.cells]
    if set(columns) - {""} != _NEEDED or len([name for name in columns if name]) != len(_NEEDED):
        raise BadPoolFile([BadLine(header.number, FileFault.HEADER)])
    for row in rows:
        cells = row.padded(len(columns))
        yield row.number, dict(zip(columns, cells, strict=True)) if cells is not None else None


def _line(
    number: int, row: Mapping[str, str] | None, traits: Traits, hosts: Container[str] | None
) -> tuple[PoolLine | None, list[FileFault | DetailFault]]:
    """The meeting, if it can be read, and all that is wrong with the line."""
    if row is None:
        return None, [FileFault.COLUMNS]
    details = read_details(row["meeting_id"], row["passcode"], row["join_url"], traits)
    faults = _named_better(row, () if isinstance(details, JoinDetails) else details)
    host = half_width(row["host"]).casefold()
    if not host or (hosts is not None and host not in hosts):
        faults.append(FileFault.HOST)
    return (PoolLine(number, details, host) if isinstance(details, JoinDetails) else None), faults


def _named_better(row: Mapping[str, str], faults: Sequence[DetailFault]) -> list[FileFault | DetailFault]:
    """Name the faults that programs like Excel made as such: otherwise whoever typed the line seems to be at fault."""
    rounded = {
        fault
        for name, fault in (("meeting_id", DetailFault.MEETING_ID), ("passcode", DetailFault.PASSCODE))
        if _ROUNDED.fullmatch(half_width(row[name]))
    }
    lost_zero = {DetailFault.PASSCODE} if _WITHOUT_ZERO.fullmatch(digits(row["passcode"])) else set()
    better: list[FileFault | DetailFault] = [FileFault.ROUNDED] if rounded else []
    better += [FileFault.LOST_ZERO] if lost_zero - rounded else []
    explained = rounded | lost_zero | ({DetailFault.LINK_OF_ANOTHER} if DetailFault.MEETING_ID in rounded else set())
    return better + [fault for fault in faults if fault not in explained]
