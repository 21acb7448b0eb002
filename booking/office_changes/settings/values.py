"""Other values of an office, of one of its procedures or desks, and new ones beside them.

Only what somebody changed is named, so that two who change different things at once lose neither.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, ClassVar

from booking.office_changes.contact import contact_in
from booking.office_changes.refusals import NoSuchRules
from booking.office_changes.settings.from_a_day import planned_on, refuse_past, with_planned
from booking.office_changes.settings.parts import desk_in, procedure_in, with_desk, with_procedure
from booking.offices.file.shape import Desk, Office, Procedure


@dataclass(frozen=True)
class ReviseOffice:
    """The office's own `values`, by the names of its fields, are these from now on."""

    act: ClassVar[str] = "revise_office"
    values: Mapping[str, Any] = field(hash=False)
    seen_version: int | None = None  # the version of the settings that the form showed

    @property
    def fields(self) -> str:
        """The names of what changes."""
        return _named(self.values)


@dataclass(frozen=True)
class ReviseDesk:
    """The values of the desk (its code), by the names of its fields, are these from now on."""

    act: ClassVar[str] = "revise_desk"
    desk: str
    values: Mapping[str, Any] = field(hash=False)
    seen_version: int | None = None  # the version of the settings that the form showed

    @property
    def fields(self) -> str:
        """The names of what changes."""
        return _named(self.values)


@dataclass(frozen=True)
class AddDesk:
    """The office has one more desk; no procedure is held at it yet."""

    act: ClassVar[str] = "add_desk"
    added: Desk

    @property
    def desk(self) -> str:
        """Its code."""
        return self.added.code


@dataclass(frozen=True)
class ReviseProcedure:
    """From `valid_from` on these `rules` of the procedure (its code) hold; its own `values` are others at once."""

    act: ClassVar[str] = "revise_procedure"
    procedure: str
    valid_from: date
    rules: Mapping[str, Any] = field(hash=False)
    values: Mapping[str, Any] = field(hash=False)
    seen_version: int | None = None  # the version of the settings that the form showed

    @property
    def fields(self) -> str:
        """The names of what changes."""
        return _named({**self.values, **self.rules})


@dataclass(frozen=True)
class RemoveRules:
    """The rules planned for the procedure (its code) from `valid_from` on are not to come."""

    act: ClassVar[str] = "remove_rules"
    procedure: str
    valid_from: date


@dataclass(frozen=True)
class AddProcedure:
    """The office has one more procedure."""

    act: ClassVar[str] = "add_procedure"
    added: Procedure

    @property
    def procedure(self) -> str:
        """Its code."""
        return self.added.code


def revised_procedure(office: Office, change: ReviseProcedure, *, today: date) -> Office:
    """The office after the change; raises DayInPast, UnknownProcedure."""
    refuse_past(office, change.valid_from, today)
    procedure = replace(procedure_in(office, change.procedure), **change.values)
    return with_procedure(office, _with_rules(procedure, change.valid_from, change.rules))


def without_rules(office: Office, change: RemoveRules, *, today: date) -> Office:
    """The office without the planned rules; those that hold are changed by new ones (NoSuchRules)."""
    procedure = procedure_in(office, change.procedure)
    left = with_planned(procedure, change.valid_from, {})
    if change.valid_from <= today or left.rules == procedure.rules:
        raise NoSuchRules(contact_in(office), change.valid_from)
    return with_procedure(office, left)


def revised_desk(office: Office, change: ReviseDesk) -> Office:
    """The office after the change; raises UnknownDesk."""
    return with_desk(office, replace(desk_in(office, change.desk), **change.values))


def _with_rules(procedure: Procedure, day: date, changed: Mapping[str, Any]) -> Procedure:
    """The procedure with one more change of its rules; what is as it was the day before need not be said."""
    earlier = tuple(one for one in procedure.rules if one.valid_from < day)
    before = replace(procedure, rules=earlier).values.on(day)
    wanted = {**planned_on(procedure, day), **changed}
    return with_planned(
        procedure, day, {name: value for name, value in wanted.items() if value != getattr(before, name)}
    )


def _named(values: Mapping[str, Any]) -> str:
    return "+".join(sorted(values))
