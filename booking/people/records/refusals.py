"""Why a record of a person is not made or changed."""

from dataclasses import dataclass

from booking.core.refusals import Refusal


@dataclass(eq=False)
class SeekerNumberTaken(Refusal):
    """Somebody else is registered with this seeker number."""


@dataclass(eq=False)
class SeekerNumberReserved(Refusal):
    """The number is one that only the service draws, so that no office has given it."""
