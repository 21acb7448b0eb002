"""Makes an office's settings what they were in an earlier version (rules.md#history-of-settings)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, TypeVar

from booking.office_changes.contact import contact_in
from booking.office_changes.refusals import SettingsChanged
from booking.offices.file.shape import Desk, Office, Procedure

P = TypeVar("P", bound=Desk | Procedure)


@dataclass(frozen=True)
class PutBack:
    """The settings are again `then`, those of the earlier `version`, as long as they are still what was `seen`."""

    act: ClassVar[str] = "put_back"
    version: int
    then: Office
    seen: Office


def put_back(office: Office, change: PutBack, *, today: date) -> Office:
    """The office as it was then. Desks and procedures that came since stay as they are, and so does what is past.

    Raises SettingsChanged: they are not what was seen.
    """
    if office != change.seen:
        raise SettingsChanged(contact_in(office))
    then = change.then
    past = [one for one in office.closing_days if one.day < today and not one.every_year]
    coming = [one for one in then.closing_days if one.day >= today or one.every_year]
    closings = {one.day: one for one in [*past, *coming]}
    openings = [
        *(one for one in office.extra_openings if one.day < today),
        *(one for one in then.extra_openings if one.day >= today),
    ]
    return replace(
        then,
        desks=with_later(then.desks, office.desks),
        procedures=with_later(then.procedures, office.procedures),
        closing_days=tuple(closings[day] for day in sorted(closings)),
        extra_openings=tuple(openings),
    )


def with_later(then: Sequence[P], present: Sequence[P]) -> tuple[P, ...]:
    """What was there then, and behind it what came since: bookings may hang on it."""
    codes = {one.code for one in then}
    return (*then, *(one for one in present if one.code not in codes))
