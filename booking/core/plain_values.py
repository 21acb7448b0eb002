"""Values of a typed shape as a database keeps them, and back: lists, texts and objects for tuples, words and parts."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, time
from enum import StrEnum
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints


def plain(value: Any) -> Any:
    """The value as a column of its own keeps it."""
    match value:
        case StrEnum():
            return value.value
        case tuple():
            return [plain(each) for each in value]
        case Mapping():
            return {plain(name): plain(each) for name, each in value.items()}
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    return value


def as_json(value: Any) -> Any:
    """The value as it stands in JSON, which knows no clocks."""
    return _clocks_as_text(plain(value))


def typed(hint: Any, value: Any) -> Any:
    """The value of the type `hint` that was made plain, or written as JSON."""
    hint = without_none(hint)
    if value is None:
        return None
    if get_origin(hint) is tuple:
        return tuple(typed(get_args(hint)[0], each) for each in value)
    if get_origin(hint) is not None and issubclass(get_origin(hint), Mapping):
        of_names, of_values = get_args(hint)
        return {typed(of_names, name): typed(of_values, each) for name, each in value.items()}
    if is_dataclass(hint) and isinstance(hint, type):
        hints = get_type_hints(hint)
        return hint(**{name: typed(hints[name], each) for name, each in value.items()})
    if issubclass(hint, StrEnum):
        return hint(value)
    if hint in {date, time} and isinstance(value, str):
        return hint.fromisoformat(value)
    return value


def without_none(hint: Any) -> Any:
    """The type of a value that is there, of one that may be missing; any other type as it is."""
    if isinstance(hint, UnionType):
        return next(each for each in get_args(hint) if each is not type(None))
    return hint


def _clocks_as_text(value: Any) -> Any:
    match value:
        case time() | date():
            return value.isoformat()
        case list():
            return [_clocks_as_text(each) for each in value]
        case dict():
            return {name: _clocks_as_text(each) for name, each in value.items()}
    return value
