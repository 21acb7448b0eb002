"""Why nobody is named, and no note is kept."""

from dataclasses import dataclass
from typing import ClassVar

from booking.core.refusals import Refusal


@dataclass(eq=False)
class UnknownCounsellor(Refusal):
    """Whoever was chosen to hold consultations does not work at the office (any more)."""

    http_status: ClassVar[int] = 422


@dataclass(eq=False)
class NoSuchDesk(Refusal):
    """No desk of the offices of whoever asks."""

    http_status: ClassVar[int] = 404


@dataclass(eq=False)
class CounsellorChangedMeanwhile(Refusal):
    """A colleague has named another counsellor since the page was shown."""


@dataclass(eq=False)
class NoteMissing(Refusal):
    """There is nothing in the note."""

    http_status: ClassVar[int] = 422
