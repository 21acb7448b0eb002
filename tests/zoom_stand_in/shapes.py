"""Shapes that JSON must have: a check of one value, an object of named shapes ("name?" may be missing), or a list."""

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

Check = Callable[[Any], bool]
Shape: TypeAlias = "Check | dict[str, Shape] | list[Shape]"


def misfits(shape: Shape, given: Any, at: str = "") -> Iterator[str]:
    """Where `given` does not have the shape, each as a path like "settings.jbh_time"; unknown names do not fit."""
    if isinstance(shape, dict):
        yield from _misfits_of_object(shape, given, at)
    elif isinstance(shape, list):
        if not isinstance(given, list):
            yield at
            return
        for number, one in enumerate(given):
            yield from misfits(shape[0], one, f"{at}[{number}]")
    elif not shape(given):
        yield at


def _misfits_of_object(shape: dict[str, Shape], given: Any, at: str) -> Iterator[str]:
    if not isinstance(given, dict):
        yield at
        return
    named = {name.rstrip("?"): inner for name, inner in shape.items()}
    before = f"{at}." if at else ""
    yield from (f"{before}{name} is not known" for name in given if name not in named)
    yield from (f"{before}{name} is missing" for name in shape if not name.endswith("?") and name not in given)
    for name, inner in named.items():
        if name in given:
            yield from misfits(inner, given[name], f"{before}{name}")


def any_of(shape: dict[str, Shape]) -> dict[str, Shape]:
    """The same object, of which every name may be missing."""
    return {f"{name.rstrip('?')}?": inner for name, inner in shape.items()}


def is_flag(given: Any) -> bool:
    """A JSON true or false."""
    return isinstance(given, bool)


def is_number(lowest: int, highest: int) -> Check:
    """A whole number within these, no text and no flag."""
    return lambda given: isinstance(given, int) and not is_flag(given) and lowest <= given <= highest


def is_text(longest: int = 2000) -> Check:
    """A text of at most so many characters."""
    return lambda given: isinstance(given, str) and len(given) <= longest


def is_one_of(*values: object) -> Check:
    """One of these, and of the same type."""
    return lambda given: any(given == value and type(given) is type(value) for value in values)
