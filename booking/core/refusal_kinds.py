"""Finds every kind of refusal: those of the `refusals` of every chapter."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

import booking
from booking.core.refusals import Refusal


def refusal_kinds() -> tuple[type[Refusal], ...]:
    """Every kind that can be raised, by name; what has kinds below it is only what these have in common."""
    _import_refusals()
    return tuple(sorted(_leaves(Refusal), key=lambda kind: kind.__name__))


def _import_refusals() -> None:
    for chapter in iter_modules(booking.__path__, "booking."):
        if chapter.ispkg and any(module.name == "refusals" for module in iter_modules([_folder(chapter.name)])):
            import_module(f"{chapter.name}.refusals")


def _folder(package: str) -> str:
    return f"{booking.__path__[0]}/{package.rpartition('.')[2]}"


def _leaves(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    below = kind.__subclasses__()
    if not below:
        yield kind
    for one in below:
        yield from _leaves(one)
