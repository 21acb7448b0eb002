"""`madoguchi office import` and `export`."""

import sys
from argparse import Namespace
from pathlib import Path

from booking.actions.import_office import import_office
from booking.cli.failures import CommandFailed
from booking.cli.wiring import prepared_app
from booking.office_files.differences import differences
from booking.office_files.read import read_office
from booking.office_files.shape import Office
from booking.office_files.write import write_office
from booking.queries.office_files import office_file_of
from booking.services import services
from database.base import db


def import_file(options: Namespace) -> None:
    """Show what the file changes, ask, and take it in."""
    given = read_office(_text(options.file), file_name=options.file.name)
    with prepared_app():
        known = office_file_of(db.session(), given.code)
        if not _shown_changes(known, given):
            print("nothing to change")
            return
        if options.yes or _agreed():
            import_office(given, actor="operator:command", now=services().clock())
            print(f"imported {given.name}")


def export_file(options: Namespace) -> None:
    """Write the office as the database has it."""
    with prepared_app():
        office = office_file_of(db.session(), options.code)
    if office is None:
        raise CommandFailed(f"no office has the code {options.code!r}")
    options.file.write_text(write_office(office), encoding="utf-8")
    print(f"wrote {options.file}")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise CommandFailed(f"{path.name}: the file is not UTF-8 text") from None


def _shown_changes(known: Office | None, given: Office) -> bool:
    if known is None:
        print(f"new office: {given.name}")
        return True
    changes = differences(known, given)
    for change in changes:
        print(change)
    return bool(changes)


def _agreed() -> bool:
    if not sys.stdin.isatty():
        raise CommandFailed("nobody is there to ask; use --yes to take the changes in")
    return input("take these changes in? [y/N] ").strip().lower() in {"y", "yes"}
