"""New terms of a procedure from a day on, and terms that are not to come after all (rules.md#terms)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from booking.availability.rule_values import Terms
from booking.office_changes.contact import contact_in
from booking.office_changes.refusals import NoSuchTerms
from booking.office_changes.settings.from_a_day import planned_on, refuse_past, with_planned
from booking.offices.file.shape import Office, Procedure


@dataclass(frozen=True)
class NewTerms:
    """From `valid_from` on who books the procedure (its code) accepts these terms, until its next ones."""

    act: ClassVar[str] = "change_terms"
    procedure: str
    valid_from: date
    version: str
    paragraphs: tuple[str, ...]
    seen_version: int | None = None  # the version of the settings that the form showed


@dataclass(frozen=True)
class DropTerms:
    """The terms planned from `valid_from` on are not to come; those before go on."""

    act: ClassVar[str] = "drop_terms"
    procedure: str
    valid_from: date


def with_terms(office: Office, procedure: Procedure, change: NewTerms, *, today: date) -> Procedure:
    """The procedure with the new terms; other terms of the same day are replaced. Raises DayInPast."""
    refuse_past(office, change.valid_from, today)
    terms = Terms(change.version, change.paragraphs)
    return with_planned(procedure, change.valid_from, {**planned_on(procedure, change.valid_from), "terms": terms})


def without_terms(office: Office, procedure: Procedure, change: DropTerms, *, today: date) -> Procedure:
    """The procedure without the planned terms; what else changes on that day still does. Raises NoSuchTerms."""
    values = planned_on(procedure, change.valid_from)
    if change.valid_from <= today or "terms" not in values:
        raise NoSuchTerms(contact_in(office), change.valid_from)
    left = {name: value for name, value in values.items() if name != "terms"}
    return with_planned(procedure, change.valid_from, left)
