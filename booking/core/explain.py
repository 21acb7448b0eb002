"""Explains a refusal to a person: what happened and what to do now. Whom to call stands beside it on the page.

`explain` speaks to seekers, `explain_to_staff` to those who have a seeker on the line; most refusals read alike to
both.

The words themselves stand in the `words` of each chapter, beside its `refusals`. They are imported when a refusal of
the chapter is first explained: no list of chapters is kept, and none can be forgotten.
"""

from dataclasses import dataclass
from functools import cache, singledispatch
from importlib import import_module

from booking.core.refusals import Refusal
from booking.core.texts import _


@dataclass(frozen=True)
class Explanation:
    """A refusal in words."""

    title: str
    what_happened: str
    what_to_do: str

    @property
    def sentences(self) -> str:
        """What happened and what to do, as one paragraph."""
        return _("%(what_happened)s%(what_to_do)s", what_happened=self.what_happened, what_to_do=self.what_to_do)


def explain(refusal: Refusal) -> Explanation:
    """Say `refusal` to a seeker; every kind has its own words, which a test makes sure of."""
    _import_words_of(refusal)
    return _to_seekers(refusal)


def explain_to_staff(refusal: Refusal) -> Explanation:
    """Say `refusal` at the desk: nobody there is told to call the office, or that a booking is theirs."""
    _import_words_of(refusal)
    return _to_staff(refusal)


@singledispatch
def _to_seekers(refusal: Refusal) -> Explanation:
    raise LookupError(f"no words for {type(refusal).__name__}")


@singledispatch
def _to_staff(refusal: Refusal) -> Explanation:
    return _to_seekers(refusal)


# Decorators of the functions in the chapters' `words`: the kind is what the function's argument is annotated with.
explains = _to_seekers.register
explains_to_staff = _to_staff.register


def _import_words_of(refusal: Refusal) -> None:
    for kind in type(refusal).__mro__:
        _import_words_beside(kind.__module__)


@cache
def _import_words_beside(module: str) -> None:
    chapter, _, name = module.rpartition(".")
    if name == "refusals" and module != Refusal.__module__:
        import_module(f"{chapter}.words")
