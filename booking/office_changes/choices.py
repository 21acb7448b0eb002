"""What is decided about each booking that loses its place: somebody chooses, no default (rules.md#changes-of-days)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from booking.core.fates import Fate
from booking.office_changes.affected import AffectedBooking


@dataclass(frozen=True)
class Choice:
    """What somebody chose for one booking; `desk` is the code of the other desk, of one that is moved there."""

    fate: Fate
    desk: str = ""


KEEP, CANCEL = Choice(Fate.KEPT), Choice(Fate.CANCELLED)


def move_to(desk: str) -> Choice:
    """The same time at the desk of this code."""
    return Choice(Fate.MOVED, desk)


def alike(bookings: Collection[AffectedBooking], fate: Fate, made: Mapping[str, Choice]) -> Mapping[str, Choice]:
    """The choices that were `made` by booking number, and the same `fate` for all others.

    Two that begin at the same time go to two desks; one for which no desk is left stays without a choice.
    """
    choices = {booking.number: made[booking.number] for booking in bookings if booking.number in made}
    for booking in bookings:
        if booking.number not in choices:
            chosen = _free_desk(booking, bookings, choices) if fate is Fate.MOVED else Choice(fate)
            if chosen:
                choices[booking.number] = chosen
    return choices


def undecided(numbers: Collection[str], choices: Mapping[str, Choice]) -> tuple[str, ...]:
    """The bookings for which nobody has chosen anything, in their order."""
    return tuple(number for number in numbers if number not in choices)


def _free_desk(
    booking: AffectedBooking, bookings: Collection[AffectedBooking], choices: Mapping[str, Choice]
) -> Choice | None:
    given = {
        choices[other.number].desk
        for other in bookings
        if other.number in choices and other.starts_at <= booking.ends_at and booking.starts_at <= other.ends_at
    }
    return next((move_to(desk.code) for desk in booking.other_desks if desk.code not in given), None)
