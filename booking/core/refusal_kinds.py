"""Finds every kind of refusal: those of the `refusals` of every chapter."""

from collections.abc import Iterator

from booking.core.chapters import modules_of_chapters
from booking.core.refusals import Refusal


def refusal_kinds() -> tuple[type[Refusal], ...]:
    """Every kind that can be raised, by name; what has kinds below it is only what these have in common."""
    list(modules_of_chapters("refusals"))  # a kind is known once it is imported
    return tuple(sorted(_leaves(Refusal), key=lambda kind: kind.__name__))


def _leaves(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    below = kind.__subclasses__()
    if not below:
        yield kind
    for one in below:
        yield from _leaves(one)
