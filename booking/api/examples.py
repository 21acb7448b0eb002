"""Refusals with made-up facts: a page about a kind of refusal has no day and no booking number of its own."""

import dataclasses
from datetime import date, datetime, time
from enum import Enum
from typing import Any, get_type_hints

from booking.core.refusals import OfficeContact, Refusal
from booking.core.texts import _
from calendars.office_time import at

_WEDNESDAY = date(2026, 11, 25)
_AT_TEN = at(_WEDNESDAY, time(10))

_BY_TYPE: dict[Any, Any] = {
    str: "",
    int: 1,
    bool: False,
    date: _WEDNESDAY,
    datetime: _AT_TEN,
    OfficeContact | None: None,
}


def example(kind: type[Refusal]) -> Refusal:
    """A refusal of this kind, as it might be."""
    types = get_type_hints(kind)
    facts = {fact.name: _made_up(fact.name, types[fact.name]) for fact in dataclasses.fields(kind)}
    return kind(**facts)


def _made_up(name: str, type_: Any) -> Any:
    if isinstance(type_, type) and issubclass(type_, Enum):
        return next(iter(type_))
    return _by_name().get(name, _BY_TYPE.get(type_))


def _by_name() -> dict[str, Any]:
    """The facts whose type does not say enough."""
    return {
        "closes_at": at(date(2026, 11, 21), time()),
        "opens_at": at(date(2026, 10, 28), time()),
        "again_at": at(date(2026, 11, 20), time(11, 30)),
        "alternatives": (at(_WEDNESDAY, time(11)),),
        "closing": _("庁舎の設備点検"),
        "number": "482917365",
        "numbers": ("482917365",),
        "current": "2026-11-20",
        "ended_on": date(2026, 10, 31),
        "ends_on": date(2027, 2, 18),
        "from_when": at(_WEDNESDAY, time(10, 15)),
        "limit": 3,
        "minutes": 30,
        "status": "no_show",
        "faults": (("", _("10時00分からの相談と10時15分が重なります"), _("10時30分以降")),),
    }
