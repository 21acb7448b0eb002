"""Why a message is not shown, or a failed delivery not resolved."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from booking.core.refusals import Refusal


@dataclass(eq=False)
class UnknownMessage(Refusal):
    """No such message in this inbox."""

    http_status: ClassVar[int] = 404


@dataclass(eq=False)
class UnknownDelivery(Refusal):
    """No such failed delivery that this person may see."""

    http_status: ClassVar[int] = 404


@dataclass(eq=False)
class DeliveryResolved(Refusal):
    """The failed delivery was resolved meanwhile: by somebody else, or otherwise by the same person."""


@dataclass(eq=False)
class DeliveryOfColleague(Refusal):
    """A colleague sees to the failed delivery: nobody else resolves it without having been told.

    `owner` is who, by internal id; `since` is unknown where it was taken over before that was noted.
    """

    owner: str
    since: datetime | None


@dataclass(eq=False)
class DeliveryTooLate(Refusal):
    """Nothing is sent again once it helps nobody: a reminder too late, the way to a consultation that is over."""


@dataclass(eq=False)
class DeliverySentAgain(Refusal):
    """What was sent again is on its way, or comes back by itself: it cannot be put back on the list."""


@dataclass(eq=False)
class DeliveryOvertaken(Refusal):
    """What the delivery would tell is no longer true, or need no longer be told: it cannot be put back on the list."""
