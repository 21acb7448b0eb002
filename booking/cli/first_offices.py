"""The offices that come with the project, as `madoguchi init` takes them in: in production only those named."""

from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path

from booking.assets import assets
from booking.availability.offices import all_offices
from booking.cli.failures import CommandFailed
from booking.office_changes.import_file import import_office
from booking.offices.file.fictional import without_fictional
from booking.offices.file.read import read_office
from booking.offices.file.shape import Office
from database.base import db


def chosen_files(codes: Collection[str], *, production: bool) -> Mapping[str, Path]:
    """The files of the offices to take in, by code: those named, else all in development and none in production."""
    there = {path.stem: path for path in sorted(assets("offices").glob("*.toml"))}
    for code in codes:
        if code not in there:
            raise CommandFailed(
                f"no office comes with this version under the code {code!r}; there are: {', '.join(there)}"
            )
    if codes:
        return {code: there[code] for code in dict.fromkeys(codes)}
    return {} if production else there


def take_in(files: Mapping[str, Path], *, production: bool, with_invented: bool, actor: str, now: datetime) -> None:
    """Import the offices that the database does not know; in production made-up procedures only if they are wanted."""
    known = {office.code for office in all_offices(db.session())}
    for path in files.values():
        office = read_office(path.read_text(encoding="utf-8"), file_name=path.name)
        if office.code in known:
            continue
        given = office if with_invented or not production else without_fictional(office)
        import_office(given, actor=actor, now=now)
        print(f"imported {given.name}")
        if production:
            _print_what_is_made_up(office, given)


def _print_what_is_made_up(office: Office, given: Office) -> None:
    for procedure in office.procedures:
        if procedure not in given.procedures:
            print(f"left out {procedure.code}: {procedure.invented} (--with-invented takes it in)")
        elif procedure.invented:
            print(f"mind {procedure.code}: {procedure.invented}")
