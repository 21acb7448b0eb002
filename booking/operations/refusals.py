"""Why nobody can see to something, and why something is not kept for so long."""

from dataclasses import dataclass
from typing import ClassVar

from booking.core.refusals import Refusal


@dataclass(eq=False)
class NothingToDo(Refusal):
    """Nothing of these offices that somebody could see to."""

    http_status: ClassVar[int] = 404


@dataclass(eq=False)
class UnknownPeriod(Refusal):
    """Nothing whose time may be chosen."""

    http_status: ClassVar[int] = 404


@dataclass(eq=False)
class PeriodOutOfBounds(Refusal):
    """So many days are too few or too many."""

    http_status: ClassVar[int] = 422

    least: int
    most: int


@dataclass(eq=False)
class MoreIsDeleted(Refusal):
    """The next night would take rows that would have stayed; nobody has said yet that this is meant."""

    http_status: ClassVar[int] = 409

    count: int


@dataclass(eq=False)
class PeriodChosenMeanwhile(Refusal):
    """After whoever chooses looked, and saw `shown` days, somebody else chose `chosen`."""

    http_status: ClassVar[int] = 409

    shown: int
    chosen: int
