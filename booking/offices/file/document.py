"""An Office as the TOML values of its file, ready to be written or compared."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import is_dataclass
from datetime import date, time
from enum import StrEnum
from typing import TypeAlias, TypeGuard

from booking.offices.file.parts import fields_of
from booking.offices.file.shape import DatedRules, ExtraOpening, Office, Timetable
from booking.offices.file.table import END_OF_DAY
from booking.offices.file.weekdays import WEEKDAYS

Value: TypeAlias = "str | int | date | Sequence[Value] | Mapping[str, Value]"
Document: TypeAlias = Mapping[str, Value]

_UNSAID = {"every_year"}  # hardly ever so, and then only said
_MAY_BE_EMPTY = {"opening", "closing"}
_TABLES = {"closing_days", "extra_openings", "desks", "procedures", "timetables", "rules", "sentences"}


def office_document(office: Office) -> Document:
    """The keys and values of the file of `office`.

    What is None is left out, and so is an empty list of tables, beside which TOML would allow no entry; other empty
    values are not.
    """
    return _fields_of(office)


def is_list_of_tables(value: Value) -> TypeGuard[Sequence[Document]]:
    """Whether `value` is a list of tables with at least one entry; an empty list is one of plain values."""
    return isinstance(value, list) and bool(value) and all(isinstance(entry, Mapping) for entry in value)


def _fields_of(part: object) -> Document:
    named = ((field.name, getattr(part, field.name)) for field, _ in fields_of(type(part)))
    return {name: _value(value) for name, value in named if value is not None and not _is_unsaid(name, value)}


def _is_unsaid(name: str, value: object) -> bool:
    is_empty = (name in _TABLES and value == ()) or (name in _MAY_BE_EMPTY and value == {})
    return is_empty or (name in _UNSAID and value is False)


def _value(value: object) -> Value:
    match value:
        case time():
            return _clock(value)
        case StrEnum():
            return value.value
        case str() | int() | date():
            return value
        case tuple():
            return [_value(part) for part in value]
        case Mapping():
            return {str(name): _value(part) for name, part in value.items()}
        case ExtraOpening():
            return {
                "day": value.day,
                "name": value.name,
                "counts_as_office_day": value.counts_as_office_day,
                "starts": _grouped((start.procedure, start.start) for start in value.starts),
            }
        case DatedRules():
            # What holds no longer has to be said: a cut-off time that is taken back is the end of the day.
            changed = {name: END_OF_DAY if one is None else _value(one) for name, one in value.values.items()}
            return {"valid_from": value.valid_from, **changed}
        case Timetable():
            weekly = _grouped((WEEKDAYS[start.weekday], start.start) for start in value.weekly)
            return {"valid_from": value.valid_from, "weekly": weekly}
    if is_dataclass(value):
        return _fields_of(value)
    raise TypeError(f"an office file cannot hold {value!r}")


def _grouped(starts: Iterable[tuple[str, time]]) -> Document:
    clocks: dict[str, list[str]] = {}
    for name, start in starts:
        clocks.setdefault(name, []).append(_clock(start))
    return clocks


def _clock(at: time) -> str:
    return f"{at:%H:%M}"
