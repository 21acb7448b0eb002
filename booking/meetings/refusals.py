"""Why a meeting cannot be started or entered."""

from dataclasses import dataclass
from typing import ClassVar

from booking.core.refusals import Refusal


@dataclass(eq=False)
class MeetingNotThere(Refusal):
    """The booking has no meeting that could be started: not issued yet, withdrawn, or gone at the provider."""

    number: str


@dataclass(eq=False)
class MeetingNotStarted(Refusal):
    """The provider gave no link to start with; `why` is its reason in our words, `product` what people call it."""

    http_status: ClassVar[int] = 503

    number: str
    why: str
    product: str


@dataclass(eq=False)
class MeetingTaken(Refusal):
    """Another consultation has the meeting of this ID at the same time."""


@dataclass(eq=False)
class MeetingOfThePool(Refusal):
    """The meeting of this ID lies in the pool, which may give it to somebody else."""
