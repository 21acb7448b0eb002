"""Finds what every chapter of the domain has under the same name, so that no list of chapters is kept by hand."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from types import ModuleType

import booking


def modules_of_chapters(name: str) -> Iterator[ModuleType]:
    """Import and give the module `name` of each chapter that has one, in the order of the chapters' names."""
    for chapter in iter_modules(booking.__path__, "booking."):
        if chapter.ispkg and find_spec(f"{chapter.name}.{name}"):
            yield import_module(f"{chapter.name}.{name}")
