"""From the text of an office file to an Office or to the list of all that is wrong with it."""

import re
import tomllib
from typing import cast

from booking.offices.file.check import check_office
from booking.offices.file.document import Document
from booking.offices.file.parts import read_part
from booking.offices.file.problems import Fault, OfficeFileError, Problem, is_within
from booking.offices.file.shape import Office
from booking.offices.file.table import Table
from calendars.table_files import NotText, text_of

_PLACE = re.compile(r"at line ([0-9]+), column ([0-9]+)")
# As earlier versions exported them; beside one of these TOML allows no entry under a heading.
_EMPTY_TABLES = re.compile(r"^(closing_days|extra_openings) *= *\[ *\]", re.MULTILINE)


def read_office_file(content: bytes, *, file_name: str) -> Office:
    """The office of a file as editors save it, with or without a mark: UTF-8, UTF-16, or cp932 as Notepad's ANSI.

    Raises OfficeFileError.
    """
    try:
        text = text_of(content)
    except NotText:
        raise OfficeFileError(
            [Problem(file_name, "ファイル全体", "文字コードを読み取れません", "UTF-8、UTF-16、Shift_JIS")]
        ) from None
    return read_office(text, file_name=file_name)


def read_office(text: str, *, file_name: str) -> Office:
    """The office that `text` (TOML) describes; `file_name` is only for the messages.

    Raises OfficeFileError with every problem of form and of rule that can be seen at once.
    """
    faults: list[Fault] = []
    office = read_part(Office, Table(_parsed(text, file_name), "", faults))
    # A rule's complaint about a value that could not even be read would only repeat the first one.
    faults += [fault for fault in check_office(office) if not _repeats(fault, tuple(faults))]
    if faults:
        raise OfficeFileError(Problem.in_file(file_name, fault) for fault in faults)
    return office


def read_again(text: str) -> Office:
    """The office that `write_office` wrote, whatever rules came since."""
    return read_part(Office, Table(_parsed(text, "office"), "", []))


def document_again(text: str) -> Document:
    """The values of what `write_office` wrote; where nothing is made of them, this takes less time."""
    return cast("Document", _parsed(text, "office"))


def _parsed(text: str, file_name: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # too long numbers and too deep nesting count as bad TOML
        place = _PLACE.search(str(error))
        key = f"{place[1]}行目" if place else "ファイル全体"
        where = f"{place[2]}文字目のあたりが" if place else "どこかが"
        what, allowed = f"{where}TOMLの書き方になっていません", ""
        if empty := _EMPTY_TABLES.search(text):
            allowed = f"{empty[0]} の行を消して [[{empty[1]}]] を書く"
        raise OfficeFileError([Problem(file_name, key, what, allowed)]) from error


def _repeats(fault: Fault, earlier: tuple[Fault, ...]) -> bool:
    return any(is_within(fault.key, other.key) or is_within(other.key, fault.key) for other in earlier)
