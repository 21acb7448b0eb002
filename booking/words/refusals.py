"""Says a refusal to a person: what happened and what to do now. Whom to call stands beside it on the page.

The words themselves stand with their subjects, in `*_refusals.py` beside this file.
"""

from dataclasses import dataclass
from functools import singledispatch

from booking import errors


@dataclass(frozen=True)
class Telling:
    """A refusal in words."""

    title: str
    what_happened: str
    what_to_do: str


@singledispatch
def tell(refusal: errors.Refusal) -> Telling:
    """The words for `refusal`; every kind has its own, which a test makes sure of."""
    raise LookupError(f"no words for {type(refusal).__name__}")
