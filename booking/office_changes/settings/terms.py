"""New terms of a procedure from a day on, and terms that are not to come after all (rules.md#terms)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar

from booking.availability.rule_values import Terms
from booking.office_changes.contact import contact_in
from booking.office_changes.refusals import DayInPast, NoSuchTerms
from booking.offices.file.shape import DatedRules, Office, Procedure


@dataclass(frozen=True)
class NewTerms:
    """From `valid_from` on who books the procedure (its code) accepts these terms, until its next ones."""

    act: ClassVar[str] = "change_terms"
    procedure: str
    valid_from: date
    version: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class DropTerms:
    """The terms planned from `valid_from` on are not to come; those before go on."""

    act: ClassVar[str] = "drop_terms"
    procedure: str
    valid_from: date


def with_terms(office: Office, procedure: Procedure, change: NewTerms, *, today: date) -> Procedure:
    """The procedure with the new terms; other terms of the same day are replaced. Raises DayInPast."""
    if change.valid_from < today:
        raise DayInPast(contact_in(office), change.valid_from)
    terms = Terms(change.version, change.paragraphs)
    return _with_values(procedure, change.valid_from, {**_values_of(procedure, change.valid_from), "terms": terms})


def without_terms(office: Office, procedure: Procedure, change: DropTerms, *, today: date) -> Procedure:
    """The procedure without the planned terms; what else changes on that day still does. Raises NoSuchTerms."""
    values = _values_of(procedure, change.valid_from)
    if change.valid_from <= today or "terms" not in values:
        raise NoSuchTerms(contact_in(office), change.valid_from)
    return _with_values(
        procedure, change.valid_from, {name: value for name, value in values.items() if name != "terms"}
    )


def _values_of(procedure: Procedure, day: date) -> Mapping[str, Any]:
    return next((entry.values for entry in procedure.rules if entry.valid_from == day), {})


def _with_values(procedure: Procedure, day: date, values: Mapping[str, Any]) -> Procedure:
    others = [entry for entry in procedure.rules if entry.valid_from != day]
    changed = [*others, DatedRules(day, values)] if values else others
    return replace(procedure, rules=tuple(sorted(changed, key=lambda entry: entry.valid_from)))
