"""`madoguchi people import`: people of an office come in as a file."""

import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator

from sqlalchemy import select

from booking.cli.deciding import agreed
from booking.cli.failures import CommandFailed
from booking.cli.wiring import prepared_app
from booking.people.importing.file import LARGEST_FILE, BadPersonFile, read_person_file
from booking.people.importing.look import in_pieces, look_at
from booking.people.importing.take_in import Looked, take_in
from booking.people.importing.verdicts import ReadLine, Verdict, read_lines
from booking.people.importing.words import bad_file, concern
from booking.services import services
from booking.tables import Office
from calendars.office_time import day_of
from database.base import db

_ACTOR = "operator:command"


def import_file(options: Namespace) -> None:
    """Look at every line, say what it is, ask, and take in what is new and changed; nothing of it is a doubtful line.

    Lines are named by their numbers, as Excel counts them: a terminal keeps what it showed.
    """
    with options.file.open("rb") as file:
        content = file.read(LARGEST_FILE + 1)
    with prepared_app():
        office_id = _office_id(options.office)
        lines = _lines(content, options.file.name)
        looked = _sum(
            (Looked.of(look_at(db.session(), piece, office_id=office_id)) for piece in in_pieces(lines)), lines
        )
        db.session.rollback()
        _show(looked)
        if not (looked.counts[Verdict.NEW] or looked.counts[Verdict.CHANGED]):
            print("nothing to take in")
        elif agreed(options):
            taken = _sum(take_in(lines, office_id=office_id, actor=_ACTOR, now=services().clock()), lines)
            print(f"took in {taken.counts[Verdict.NEW]} new, {taken.counts[Verdict.CHANGED]} changed")


def _lines(content: bytes, name: str) -> list[ReadLine]:
    try:
        sheet = read_person_file(content)
    except BadPersonFile as refused:
        raise CommandFailed(f"{name}: {bad_file(refused)}") from None
    if sheet.passed_over:
        print(f"columns passed over: {', '.join(sheet.passed_over)}")
    return read_lines(sheet.lines, today=day_of(services().clock()))


def _look(lines: list[ReadLine], office_id: int) -> Iterator[Looked]:
    for piece in in_pieces(lines):
        yield Looked.of(look_at(db.session(), piece, office_id=office_id))


def _sum(pieces: Iterable[Looked], lines: list[ReadLine]) -> Looked:
    """All pieces together; how far it has come is told on a terminal as it goes on."""
    total = Looked()
    for piece in pieces:
        total += piece
        if sys.stderr.isatty():
            print(f"\r{total.lines:,} of {len(lines):,} lines", end="", file=sys.stderr, flush=True)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    return total


def _show(looked: Looked) -> None:
    print(", ".join(f"{one.value} {looked.counts[one]}" for one in Verdict))
    for one in looked.doubtful:
        print(f"line {one.line.number}: {' '.join(concern(each) for each in one.concerns)}")


def _office_id(code: str) -> int:
    found = db.session.scalar(select(Office.id).where(Office.code == code))
    if found is None:
        raise CommandFailed(f"no office has the code {code!r}")
    return found
