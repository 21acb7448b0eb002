"""Why a registration is not made valid or invalid."""

from dataclasses import dataclass
from datetime import date, datetime

from booking.core.refusals import Refusal


@dataclass(eq=False)
class ValidAlready(Refusal):
    """The registration is valid, and will be for more than a month."""

    valid_until: date


@dataclass(eq=False)
class InvalidAlready(Refusal):
    """The registration is not valid: there is nothing to end."""


@dataclass(eq=False)
class InvalidTooLong(Refusal):
    """Invalid for more than a year (`since` its first day), or never valid: the office has to be asked (leaflet)."""

    since: date | None


@dataclass(eq=False)
class ValidityChangeUnderWay(Refusal):
    """The opposite was asked for, and takes effect from `due_at` on; until then nothing else can be asked."""

    due_at: datetime
