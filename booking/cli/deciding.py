"""What becomes of bookings that lose their place, asked on the terminal one by one, or said by options: no default."""

import sys
from argparse import ArgumentTypeError, Namespace
from collections.abc import Mapping

from booking.bookings.rules.booking_numbers import spoken
from booking.cli.failures import CommandFailed
from booking.cli.parser import read_reason
from booking.core.dates import short_day, span, until
from booking.core.fates import Fate
from booking.office_changes.affected import AffectedBooking, Impact, MovedDeadline
from booking.office_changes.carry_out import NOBODY_CONCERNED, Decision, Outcome
from booking.office_changes.choices import CANCEL, KEEP, Choice, alike, move_to


def show(impact: Impact) -> None:
    """Print what a change does to those who booked."""
    for deadline in impact.deadlines:
        print(_deadline_line(deadline))
    for booking in impact.bookings:
        print(_booking_line(booking))
    if impact.holds:
        print(f"holds that end: {impact.holds}")


def decide(options: Namespace, impact: Impact) -> Decision:
    """What is to become of each booking; raises CommandFailed where nobody says it."""
    if not impact.bookings:
        return NOBODY_CONCERNED
    said = _said(options, impact)
    missing = [booking for booking in impact.bookings if booking.number not in said]
    if missing and (options.yes or not sys.stdin.isatty()):
        raise CommandFailed(
            f"{len(missing)} booked times lose their place, and nothing was changed: add --keep, or"
            " --cancel REASON (the seekers read it), or answer for each of them on a terminal, without --yes;"
            " --move moves those that can go to another desk at the same time"
        )
    choices = {**said, **{booking.number: _choose(booking) for booking in missing}}
    reason = options.cancel or ""
    return Decision(impact.fingerprint, choices, reason or (_read_reason() if CANCEL in choices.values() else ""))


def _said(options: Namespace, impact: Impact) -> Mapping[str, Choice]:
    """What the options say: first who can go to another desk goes there, then the same for all others."""
    moved = alike(impact.bookings, Fate.MOVED, {}) if options.move else {}
    if options.keep:
        return alike(impact.bookings, Fate.KEPT, moved)
    return alike(impact.bookings, Fate.CANCELLED, moved) if options.cancel is not None else moved


def agreed(options: Namespace) -> bool:
    """Whether the change is to be made; raises CommandFailed where nobody can say it."""
    if options.yes:
        return True
    if not sys.stdin.isatty():
        raise CommandFailed("nobody is there to ask; use --yes to take the changes in")
    return _answer("take these changes in? [y/N] ").strip().lower() in {"y", "yes"}


def noted_at_desk(outcome: Outcome) -> str:
    """What to tell of the bookings, if there are any."""
    if outcome.change_id is None:
        return ""
    return (
        f": {outcome.kept} kept, {outcome.moved} moved, {outcome.cancelled} cancelled;"
        " the office finds them in its list of calls (/desk/calls)"
    )


def _choose(booking: AffectedBooking) -> Choice:
    """Asked again until the answer is one of those that can be."""
    answers = _answers(booking)
    wanted = ", ".join(f"{key} = {said}" for key, (said, _) in answers.items())
    while True:
        typed = _answer(f"{spoken(booking.number)} {span(booking.starts_at, booking.ends_at)}? [{wanted}] ")
        if typed.strip().lower() in answers:
            return answers[typed.strip().lower()][1]


def _answer(question: str) -> str:
    try:
        return input(question)
    except EOFError:  # Ctrl-D
        raise CommandFailed("nobody answered, and nothing was changed") from None


def _answers(booking: AffectedBooking) -> Mapping[str, tuple[str, Choice]]:
    desks = {
        str(n): (f"same time at {desk.name}", move_to(desk.code)) for n, desk in enumerate(booking.other_desks, start=1)
    }
    return {"k": ("keep", KEEP), **desks, "c": ("cancel", CANCEL)}


def _read_reason() -> str:
    while True:
        try:
            return read_reason(_answer("why are they cancelled? The seekers read it: "))
        except ArgumentTypeError as refused:
            print(refused)


def _deadline_line(moved: MovedDeadline) -> str:
    return f"deadline of {short_day(moved.day)} {moved.procedure}: {until(moved.was)} → {until(moved.becomes)}"


def _booking_line(booking: AffectedBooking) -> str:
    """Without the person's name: a terminal keeps what it showed."""
    reach = "only by phone" if booking.reach.only_by_phone else "gets a message"
    call = "; to be called" if booking.to_call and not booking.reach.only_by_phone else ""
    return f"loses its place: {spoken(booking.number)} {span(booking.starts_at, booking.ends_at)} ({reach}{call})"
