"""Extra openings of an office: dates with starts of their own, and taking them back."""

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from booking.office_changes.contact import contact_in
from booking.office_changes.refusals import AlreadyClosed, NoSuchOpening
from booking.office_changes.settings.from_a_day import refuse_past
from booking.offices.file.shape import ExtraOpening, Office, OpeningStart


@dataclass(frozen=True)
class AddOpening:
    """On `day` these starts take the place of the weekly ones; an opening of the same date is replaced."""

    act: ClassVar[str] = "add_opening"
    day: date
    name: str
    counts_as_office_day: bool
    starts: tuple[OpeningStart, ...]


@dataclass(frozen=True)
class RemoveOpening:
    """On `day` the weekly times hold again, if the office is open."""

    act: ClassVar[str] = "remove_opening"
    day: date


def opened(office: Office, change: AddOpening, *, today: date) -> Office:
    """The office with the opening.

    Raises:
        DayInPast: what has been is not changed.
        AlreadyClosed: the office itself has closed that day; it is opened again first.
    """
    refuse_past(office, change.day, today)
    for one in office.closing_days:
        if one.day == change.day and one.is_whole and not one.every_year:
            raise AlreadyClosed(contact_in(office), change.day, one.reason)
    new = ExtraOpening(change.day, change.name, change.counts_as_office_day, tuple(sorted(change.starts)))
    others = (one for one in office.extra_openings if one.day != change.day)
    return replace(office, extra_openings=tuple(sorted([*others, new], key=lambda one: one.day)))


def unopened(office: Office, change: RemoveOpening, *, today: date) -> Office:
    """The office without the opening; raises DayInPast, NoSuchOpening."""
    refuse_past(office, change.day, today)
    left = tuple(one for one in office.extra_openings if one.day != change.day)
    if len(left) == len(office.extra_openings):
        raise NoSuchOpening(contact_in(office), change.day)
    return replace(office, extra_openings=left)
