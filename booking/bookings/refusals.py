"""Why somebody may not book, hold, move or cancel."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from booking.core.refusals import Refusal


@dataclass(eq=False)
class NoDisplayNameLeft(Refusal):
    """Every display name of the office and `day` is somebody's: 2,156 bookings that stand."""

    http_status: ClassVar[int] = 503

    day: date


@dataclass(eq=False)
class TooManyOpenBookings(Refusal):
    """The seeker has as many open bookings of the procedure as it allows; `numbers` are theirs."""

    limit: int
    numbers: tuple[str, ...]


@dataclass(eq=False)
class RegistrationNotValid(Refusal):
    """The job-seeker registration (求職登録) is not valid today; `ended_on` is its last valid day, if there was one."""

    http_status: ClassVar[int] = 403

    ended_on: date | None


@dataclass(eq=False)
class TermsOutdated(Refusal):
    """The terms were not accepted in their current version; `current` is that version."""

    current: str


@dataclass(eq=False)
class TopicMissing(Refusal):
    """The hold has no topic yet: the form was not filled in."""


@dataclass(eq=False)
class DraftChanged(Refusal):
    """The hold's draft is no longer what the confirmation page showed: another tab wrote something else."""


@dataclass(eq=False)
class HoldLimitReached(Refusal):
    """As many of the seeker's holds of the procedure lapsed today as may."""

    http_status: ClassVar[int] = 429

    limit: int
    procedure: str


@dataclass(eq=False)
class HoldLapsedRecently(Refusal):
    """This seeker's hold of this very slot lapsed; it may be held again from `again_at` (office time).

    `token` names the lapsed hold, whose draft can still be sent as long as the place is free.
    """

    token: str
    procedure: str
    starts_at: datetime
    again_at: datetime


@dataclass(eq=False)
class SlotHeldForLong(Refusal):
    """This seeker has held this very slot today for as many minutes in all as one may: `limit`.

    `token` names the latest hold, whose draft can still be sent as long as the place is free.
    """

    http_status: ClassVar[int] = 429

    token: str
    procedure: str
    starts_at: datetime
    limit: int


@dataclass(eq=False)
class UnknownHold(Refusal):
    """No such hold of this seeker."""

    http_status: ClassVar[int] = 404


@dataclass(eq=False)
class CannotExtend(Refusal):
    """The hold was extended before, has ended, or ends with the booking deadline."""


@dataclass(eq=False)
class UnknownBooking(Refusal):
    """No such booking that this person may see."""

    http_status: ClassVar[int] = 404


@dataclass(eq=False)
class ConsentMissing(Refusal):
    """The seeker's consent to the terms was not recorded."""


@dataclass(eq=False)
class LateReasonMissing(Refusal):
    """After the deadline staff may book only with a reason; `closes_at` is the first refused moment."""

    closes_at: datetime


@dataclass(eq=False)
class NotifiedTooLate(Refusal):
    """The news came at or after the start (`starts_at`): an absence, not a cancellation."""

    starts_at: datetime


@dataclass(eq=False)
class NotifiedInFuture(Refusal):
    """The moment given for the news lies ahead."""

    http_status: ClassVar[int] = 422


@dataclass(eq=False)
class NotOpenAnyMore(Refusal):
    """The booking was cancelled or is over: it can be neither cancelled nor moved. `status` is what became of it."""

    number: str
    status: str


@dataclass(eq=False)
class ChangedMeanwhile(Refusal):
    """The booking was moved since the page was shown: what was pressed there was meant for another time."""

    number: str


@dataclass(eq=False)
class TooManyGivenBack(Refusal):
    """The seeker gave back as many bookings of the procedure today as one may on the web and in the API."""

    http_status: ClassVar[int] = 429

    limit: int


@dataclass(eq=False)
class TooManyMoves(Refusal):
    """The seeker moved bookings of the procedure as often today as one may on the web and in the API."""

    http_status: ClassVar[int] = 429

    limit: int


@dataclass(eq=False)
class CancelReasonMissing(Refusal):
    """Staff cancel only with a reason."""

    http_status: ClassVar[int] = 422


@dataclass(eq=False)
class SameSlot(Refusal):
    """The booking has this time already."""

    number: str


@dataclass(eq=False)
class Suspended(Refusal):
    """The office has suspended the seeker until `ends_on` inclusive (rules.md#suspensions); earlier bookings stand."""

    http_status: ClassVar[int] = 403

    ends_on: date
