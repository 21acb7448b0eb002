"""Why nobody waits for a day."""

from dataclasses import dataclass
from datetime import date, datetime

from booking.core.refusals import Refusal


@dataclass(eq=False)
class DayIsOpen(Refusal):
    """Nobody has to wait for a place on `day`: `alternatives` (office time) can be booked right now."""

    procedure: str
    day: date
    alternatives: tuple[datetime, ...]


@dataclass(eq=False)
class NothingToWaitFor(Refusal):
    """The day cannot be booked on the web, whether or not a place frees up."""

    procedure: str
    day: date


@dataclass(eq=False)
class TooManyWaits(Refusal):
    """The seeker waits for places on as many days as one may."""

    limit: int
