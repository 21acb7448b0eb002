"""The parts of an office file, read by the fields of their classes, so that a new field needs nothing here."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, time
from enum import StrEnum
from functools import cache, partial
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from booking.availability.rule_values import RuleValues
from booking.core.plain_values import without_none
from booking.offices.file.shape import DatedRules, OpeningStart, WeeklyStart
from booking.offices.file.table import Table
from booking.offices.file.weekdays import WEEKDAYS

P = TypeVar("P")


def read_part(part: type[P], table: Table) -> P:
    """What `table` says; what cannot be read gets a neutral value and a fault."""
    values = {field.name: _value(field, hint, table) for field, hint in fields_of(part)}
    table.refuse_unknown()
    return part(**values)


def fields_of(part: Any) -> tuple[tuple[Field[Any], Any], ...]:
    """The fields of a part with their types, its own ones before those of what it is based on."""
    return _known_fields(part)


def columns_of(part: Any) -> Iterator[tuple[str, Any]]:
    """The names and types of the fields that stand in columns of the part's own row: what is no part itself."""
    return ((field.name, hint) for field, hint in fields_of(part) if not _holds_parts(hint))


@cache
def _known_fields(part: type[Any]) -> tuple[tuple[Field[Any], Any], ...]:
    hints, by_name = get_type_hints(part), {field.name: field for field in fields(part)}
    names = (name for one in part.__mro__ for name in inspect.get_annotations(one))
    return tuple((by_name[name], hints[name]) for name in dict.fromkeys(names) if name in by_name)


def _holds_parts(hint: Any) -> bool:
    return any(is_dataclass(one) for one in (hint, *get_args(hint)))


def _value(field: Field[Any], hint: Any, table: Table) -> Any:
    if isinstance(hint, UnionType):
        hint = without_none(hint)
        if not table.has(field.name):
            return None
        if hint is time:
            return table.clock_or_end(field.name)
    if field.default is not MISSING and not table.has(field.name):
        return field.default
    if field.default_factory is not MISSING and not table.has(field.name):
        return field.default_factory()
    return _given(hint, table, field.name)


def _given(hint: Any, table: Table, name: str) -> Any:
    """The value under `name`, or a neutral one with a fault."""
    if hint in _READERS:
        return _READERS[hint](table, name)
    if get_origin(hint) is tuple:
        return _several(get_args(hint)[0], table, name)
    if get_origin(hint) is Mapping:
        return _by_word(hint, table.table(name))
    if isinstance(hint, type) and is_dataclass(hint):
        return read_part(hint, table.table(name))
    if issubclass(hint, StrEnum):
        return table.word(name, hint, next(iter(hint)))
    raise TypeError(f"an office file cannot hold {hint!r}")


def _text(table: Table, name: str) -> str:
    # An entry whose code cannot be read is called by its place.
    return table.text(name, table.label if name == "code" else "")


_READERS: Mapping[Any, Callable[[Table, str], Any]] = {
    str: _text,
    bool: Table.flag,
    int: lambda table, name: table.number(name, 0),
    time: lambda table, name: table.clock(name, time.min),
    date: Table.day,
}


def _several(hint: type[Any], table: Table, name: str) -> tuple[Any, ...]:
    if hint is str:
        return table.texts(name)
    if issubclass(hint, StrEnum):
        return table.words(name, hint)
    if hint is WeeklyStart:
        return _weekly(table.table(name))
    if hint is OpeningStart:
        return _opening_starts(table.table(name))
    called_by, its_type = next((field.name, its_type) for field, its_type in fields_of(hint))
    read = _dated_rules if hint is DatedRules else partial(read_part, hint)
    entries = [read(one) for one in table.tables(name, called_by)]
    if its_type is not date:
        return tuple(entries)
    # No date would be neutral: an entry without the day that it is called by is left out.
    dated = (entry for entry in entries if getattr(entry, called_by) is not None)
    return tuple(sorted(dated, key=lambda entry: getattr(entry, called_by)))


def _dated_rules(table: Table) -> DatedRules:
    valid_from: Any = table.day("valid_from")  # no date would be neutral: it is left out without one
    values = {field.name: _value(field, hint, table) for field, hint in fields_of(RuleValues) if table.has(field.name)}
    table.refuse_unknown()
    return DatedRules(valid_from, values)


def _by_word(hint: Any, table: Table) -> dict[StrEnum, Any]:
    names, values = get_args(hint)
    found = {name: _given(values, table, name) for name in names if table.has(name)}
    table.refuse_unknown()
    return found


def _weekly(table: Table) -> tuple[WeeklyStart, ...]:
    starts = [
        WeeklyStart(weekday, start) for weekday, name in enumerate(WEEKDAYS) for start in table.clocks_or_none(name)
    ]
    table.refuse_unknown("この曜日はありません")
    return tuple(sorted(starts))


def _opening_starts(table: Table) -> tuple[OpeningStart, ...]:
    return tuple(sorted(OpeningStart(code, start) for code in table.names() for start in table.clocks(code)))
