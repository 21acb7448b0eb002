"""`madoguchi office import` and `export`."""

import sys
from argparse import Namespace

from booking.actions.import_office import import_office, proposed_import
from booking.actions.office_changes import Decision
from booking.cli.failures import CommandFailed
from booking.cli.wiring import prepared_app
from booking.office_files.differences import differences
from booking.office_files.problems import named_in
from booking.office_files.read import read_office_file
from booking.office_files.shape import Office
from booking.office_files.write import write_office
from booking.policy.booking_numbers import spoken
from booking.policy.impact import AffectedBooking, Impact, MovedDeadline
from booking.queries.impact import Proposal, impact_of
from booking.queries.office_files import office_file_of
from booking.services import services
from calendars.wording import short_day, span, until
from database.base import db


def import_file(options: Namespace) -> None:
    """Show what the file changes and whom that concerns, ask, and take it in."""
    given = read_office_file(options.file.read_bytes(), file_name=options.file.name)
    with prepared_app(), named_in(options.file.name):
        proposal = proposed_import(db.session(), given)
        if not _shown_changes(proposal.before if proposal else None, given):
            print("nothing to change")
            return
        decision = _decision(options, proposal) if proposal else None
        if options.yes or _agreed():
            import_office(given, actor="operator:command", now=services().clock(), decision=decision)
            print(f"imported {given.name}")


def export_file(options: Namespace) -> None:
    """Write the office as the database has it."""
    with prepared_app():
        office = office_file_of(db.session(), options.code)
    if office is None:
        raise CommandFailed(f"no office has the code {options.code!r}")
    options.file.write_text(write_office(office), encoding="utf-8")
    print(f"wrote {options.file}")


def _shown_changes(known: Office | None, given: Office) -> bool:
    if known is None:
        print(f"new office: {given.name}")
        return True
    changes = differences(known, given)
    for change in changes:
        print(change)
    return bool(changes)


def _decision(options: Namespace, proposal: Proposal) -> Decision:
    """What the options say about the bookings that lose their place; they must say something if there are any."""
    impact = impact_of(db.session(), proposal, now=services().clock())
    _show(impact)
    if impact.bookings and not options.keep and options.cancel is None:
        many = len(impact.bookings)
        raise CommandFailed(
            f"{many} booked times lose their place: say --keep, or --cancel REASON (the seekers read it)"
        )
    if options.cancel is None:
        return Decision(impact.fingerprint)
    return Decision(impact.fingerprint, frozenset(booking.number for booking in impact.bookings), options.cancel)


def _show(impact: Impact) -> None:
    for deadline in impact.deadlines:
        print(_deadline_line(deadline))
    for booking in impact.bookings:
        print(_booking_line(booking))
    if impact.holds:
        print(f"holds that end: {impact.holds}")


def _deadline_line(moved: MovedDeadline) -> str:
    return f"deadline of {short_day(moved.day)} {moved.procedure}: {until(moved.was)} → {until(moved.becomes)}"


def _booking_line(booking: AffectedBooking) -> str:
    """Without the person's name: a terminal keeps what it showed."""
    reach = "only by phone" if booking.reach.only_by_phone else "gets a message"
    return f"loses its place: {spoken(booking.number)} {span(booking.starts_at, booking.ends_at)} ({reach})"


def _agreed() -> bool:
    if not sys.stdin.isatty():
        raise CommandFailed("nobody is there to ask; use --yes to take the changes in")
    return input("take these changes in? [y/N] ").strip().lower() in {"y", "yes"}
