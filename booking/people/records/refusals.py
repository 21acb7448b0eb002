"""Why a record of a person is not made or changed."""

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import ClassVar

from booking.core.refusals import Refusal


@dataclass(eq=False)
class SeekerNumberTaken(Refusal):
    """Somebody else is registered with this seeker number."""


@dataclass(eq=False)
class ClosedAlready(Refusal):
    """The my-page is closed already."""


@dataclass(eq=False)
class NotClosed(Refusal):
    """The my-page is not closed (any more)."""


class MergeObstacle(StrEnum):
    """What stands against making two records one, or taking that back."""

    SAME = auto()
    MERGED = auto()  # one of them has become part of another record
    NUMBER = auto()  # the number that shall stay is of neither
    TWO_MY_PAGES = auto()
    CLOSED = auto()
    HOLD = auto()  # one of them is booking at this moment
    OVERLAP = auto()  # bookings of both at one time
    PROPOSALS = auto()  # of both a suspension is proposed at one office
    TOO_LATE = auto()


@dataclass(eq=False)
class CannotMerge(Refusal):
    """Two records are not made one, or one not two again."""

    obstacle: MergeObstacle


@dataclass(eq=False)
class RecordMerged(Refusal):
    """The record has become part of another one, `kept_id`."""

    http_status: ClassVar[int] = 410

    kept_id: int


@dataclass(eq=False)
class RecordChanged(Refusal):
    """Somebody has corrected the record since it was shown."""


@dataclass(eq=False)
class EmailNeeded(Refusal):
    """The mail address cannot be taken away: its owner signs in with it."""


@dataclass(eq=False)
class SeekerNumberReserved(Refusal):
    """The number is one that only the service draws, so that no office has given it."""
