"""`madoguchi office import`, `export` and `end`."""

from argparse import Namespace

from booking.actions.import_office import import_office, proposed_import
from booking.actions.office_changes import NOBODY_CONCERNED, Decision
from booking.cli.deciding import agreed, decide, noted_at_desk, show
from booking.cli.failures import CommandFailed
from booking.cli.wiring import prepared_app
from booking.office_files.differences import differences
from booking.office_files.ending import with_end
from booking.office_files.problems import named_in
from booking.office_files.read import read_office_file, refuse_broken_rules
from booking.office_files.shape import Office
from booking.office_files.write import write_office
from booking.queries.impact import Proposal, impact_of
from booking.queries.office_files import office_file_of
from booking.services import services
from database.base import db


def import_file(options: Namespace) -> None:
    """Show what the file changes and whom that concerns, ask, and take it in."""
    given = read_office_file(options.file.read_bytes(), file_name=options.file.name)
    with prepared_app(), named_in(options.file.name):
        _take_in(options, given)


def end(options: Namespace) -> None:
    """Let an office, a procedure or a desk end on a day, or take its end back, and decide as for a file."""
    with prepared_app():
        office = _known(options.code)
        given = with_end(office, options.on, procedure=options.procedure, desk=options.desk)
        refuse_broken_rules(given, file_name=options.code)
        _take_in(options, given)


def _take_in(options: Namespace, given: Office) -> None:
    proposal = proposed_import(db.session(), given)
    if not _shown_changes(proposal.before if proposal else None, given):
        print("nothing to change")
        return
    decision = _decision(options, proposal)
    if agreed(options):
        outcome = import_office(given, actor="operator:command", now=services().clock(), decision=decision)
        print(f"imported {given.name}{noted_at_desk(outcome)}")


def export_file(options: Namespace) -> None:
    """Write the office as the database has it."""
    with prepared_app():
        office = _known(options.code)
    options.file.write_text(write_office(office), encoding="utf-8")
    print(f"wrote {options.file}")


def _known(code: str) -> Office:
    office = office_file_of(db.session(), code)
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


def _decision(options: Namespace, proposal: Proposal | None) -> Decision:
    """What the options, or the answers on a terminal, say about the bookings that lose their place."""
    if proposal is None:
        return NOBODY_CONCERNED
    impact = impact_of(db.session(), proposal, now=services().clock())
    show(impact)
    return decide(options, impact)
