"""`madoguchi office import`, `export` and `end`."""

from argparse import Namespace

from sqlalchemy import select

from booking.cli.deciding import agreed, decide, noted_at_desk, show
from booking.cli.failures import CommandFailed
from booking.cli.wiring import prepared_app
from booking.office_changes.carry_out import NOBODY_CONCERNED, Decision
from booking.office_changes.change import change_office
from booking.office_changes.changes import End
from booking.office_changes.impact import PlannedChange, impact_of, planned_change
from booking.office_changes.import_file import import_office, planned_import
from booking.offices.file.differences import differences
from booking.offices.file.problems import named_in
from booking.offices.file.read import read_office_file
from booking.offices.file.shape import Office
from booking.offices.file.write import write_office
from booking.offices.from_rows import office_file
from booking.services import services
from booking.tables import Office as OfficeRow
from calendars.office_time import day_of
from database.base import db

_ACTOR = "operator:command"


def import_file(options: Namespace) -> None:
    """Show what the file changes and whom that concerns, ask, and take it in."""
    given = read_office_file(options.file.read_bytes(), file_name=options.file.name)
    with prepared_app(), named_in(options.file.name):
        planned = planned_import(db.session(), given)
        if not _shown_changes(planned.before if planned else None, given):
            print("nothing to change")
            return
        decision = _decision(options, planned)
        if agreed(options):
            outcome = import_office(given, actor=_ACTOR, now=services().clock(), decision=decision)
            print(f"imported {given.name}{noted_at_desk(outcome)}")


def end(options: Namespace) -> None:
    """Let an office, a procedure or a desk end on a day, or go on after all, once it is decided whom that concerns."""
    change = End(options.on, options.procedure, options.desk)
    with prepared_app():
        office, now = _office(options.code), services().clock()
        planned = planned_change(db.session(), office, change, today=day_of(now))
        if not _shown_changes(planned.before, planned.after):
            print("nothing to change")
            return
        decision = _decision(options, planned)
        if agreed(options):
            outcome = change_office(office.id, change, decision, actor=_ACTOR, now=now)
            print(f"changed {planned.after.name}{noted_at_desk(outcome)}")


def export_file(options: Namespace) -> None:
    """Write the office as the database has it."""
    with prepared_app():
        office = office_file(db.session(), _office(options.code))
    options.file.write_text(write_office(office), encoding="utf-8")
    print(f"wrote {options.file}")


def _office(code: str) -> OfficeRow:
    office = db.session.scalar(select(OfficeRow).where(OfficeRow.code == code))
    if office is None:
        raise CommandFailed(f"no office has the code {code!r}")
    return office


def _shown_changes(known: Office | None, given: Office) -> bool:
    if known is None:
        print(f"new office: {given.name}")
        return True
    changes = differences(known, given)
    for change in changes:
        print(change)
    return bool(changes)


def _decision(options: Namespace, planned: PlannedChange | None) -> Decision:
    """What the options, or the answers on a terminal, say about the bookings that lose their place."""
    if planned is None:
        return NOBODY_CONCERNED
    impact = impact_of(db.session(), planned, now=services().clock())
    show(impact)
    return decide(options, impact)
