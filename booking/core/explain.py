"""Says a refusal to a person: what happened and what to do now. Whom to call stands beside it on the page.

`tell` speaks to seekers, `tell_staff` to those who have a seeker on the line; most refusals read alike to both.

The words themselves stand with their subjects, in `*_refusals.py` beside this file.
"""

from dataclasses import dataclass
from functools import singledispatch

from booking.core.refusals import Refusal


@dataclass(frozen=True)
class Telling:
    """A refusal in words."""

    title: str
    what_happened: str
    what_to_do: str


@singledispatch
def tell(refusal: Refusal) -> Telling:
    """The words for `refusal`; every kind has its own, which a test makes sure of."""
    raise LookupError(f"no words for {type(refusal).__name__}")


@singledispatch
def tell_staff(refusal: Refusal) -> Telling:
    """The words for `refusal` at the desk: nobody there is told to call the office, or that a booking is theirs."""
    return tell(refusal)
