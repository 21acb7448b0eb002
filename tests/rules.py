"""Rules of a procedure for tests: those that come with the offices, but for what a test says."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

from booking.availability.dated import Dated
from booking.availability.rule_values import RuleValues
from booking.availability.slots import Rules
from booking.offices.file.read import read_office
from booking.offices.file.shape import Procedure
from tests.offices.conftest import office_text

_NAMES = {field.name for field in fields(RuleValues)}


def said(office: str, code: str) -> Procedure:
    """The procedure as the office's file says it."""
    procedures = read_office(office_text(office), file_name=office).procedures
    return next(procedure for procedure in procedures if procedure.code == code)


_VALUES = said("omura", "omura-soudan").values.first


def rules_with(**given: Any) -> Rules:
    """Rules with the values of Omura's 職業相談 but for those that are given; nothing else has a default."""
    values = {name: given.pop(name) for name in tuple(given) if name in _NAMES}
    return Rules(values=Dated(replace(_VALUES, **values)), **given)


def changed(old: Rules, *, valid_from: date | None = None, **given: Any) -> Rules:
    """The rules with other values, from a day on or always; what is no value holds always."""
    values = {name: given.pop(name) for name in tuple(given) if name in _NAMES}
    if valid_from is None:
        return replace(old, values=Dated(replace(old.values.first, **values), old.values.changes), **given)
    dated = (*old.values.changes, (valid_from, replace(old.values.all[-1], **values)))
    return replace(old, values=Dated(old.values.first, dated), **given)
