"""What changes from a day on: never what has been, and of a procedure what is planned for that day."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from booking.office_changes.contact import contact_in
from booking.office_changes.refusals import DayInPast
from booking.offices.file.shape import DatedRules, Office, Procedure


def refuse_past(office: Office, day: date, today: date) -> None:
    """Raise DayInPast where the change would begin before today."""
    if day < today:
        raise DayInPast(contact_in(office), day)


def planned_on(procedure: Procedure, day: date) -> Mapping[str, Any]:
    """What of the procedure changes on that very day, by the names of its fields."""
    return next((entry.values for entry in procedure.rules if entry.valid_from == day), {})


def with_planned(procedure: Procedure, day: date, values: Mapping[str, Any]) -> Procedure:
    """The procedure of which these values change on that day, in place of what was planned for it; none: nothing."""
    others = [entry for entry in procedure.rules if entry.valid_from != day]
    changed = [*others, DatedRules(day, values)] if values else others
    return replace(procedure, rules=tuple(sorted(changed, key=lambda entry: entry.valid_from)))
