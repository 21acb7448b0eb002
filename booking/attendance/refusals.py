"""Why attendance or a suspension is not decided so."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from booking.core.refusals import Refusal


@dataclass(eq=False)
class NotBegunYet(Refusal):
    """The consultation begins at `starts_at` (office time): nobody can say yet what became of it."""

    starts_at: datetime


@dataclass(eq=False)
class TooEarlyToDecide(Refusal):
    """The seeker may still come; that the booking is `status` can be decided from `from_when` (office time) on."""

    from_when: datetime
    status: str


@dataclass(eq=False)
class ReasonMissing(Refusal):
    """This is decided only with a reason."""

    http_status: ClassVar[int] = 422


@dataclass(eq=False)
class DecidedMeanwhile(Refusal):
    """Somebody else decided since the page was shown; `number` is the booking's, `status` what became of it."""

    number: str
    status: str


@dataclass(eq=False)
class CalledInFuture(Refusal):
    """The moment given for the call lies ahead."""

    http_status: ClassVar[int] = 422


@dataclass(eq=False)
class CalledBeforeTheDay(Refusal):
    """The moment given for the call lies before `day`, the day of the consultation."""

    http_status: ClassVar[int] = 422

    day: date


@dataclass(eq=False)
class UnknownSuspension(Refusal):
    """No such suspension that this person may see."""

    http_status: ClassVar[int] = 404


@dataclass(eq=False)
class SuspensionChanged(Refusal):
    """The suspension is not (any more) in the state in which this can be done; `status` is what it is now."""

    status: str


@dataclass(eq=False)
class AnswersSettled(Refusal):
    """Nothing that a seeker wrote about the suspension is open any more: somebody wrote back, or it was lifted."""


@dataclass(eq=False)
class SuspensionEndWrong(Refusal):
    """A suspension ends from `first` to `last` inclusive."""

    http_status: ClassVar[int] = 422

    first: date
    last: date


@dataclass(eq=False)
class TooManyAnswers(Refusal):
    """The seeker has written as often about this suspension as one may."""

    http_status: ClassVar[int] = 429

    limit: int
