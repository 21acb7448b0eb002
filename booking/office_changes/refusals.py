"""Why an office's days, times and desks are not changed."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from booking.core.refusals import Refusal


@dataclass(eq=False)
class DayInPast(Refusal):
    """What has been is not changed: the day lies before today."""

    http_status: ClassVar[int] = 422

    day: date


@dataclass(eq=False)
class AlreadyClosed(Refusal):
    """The office is closed on that day anyway; `closing` says why."""

    day: date
    closing: str


@dataclass(eq=False)
class NotAClosingDay(Refusal):
    """The day is no closing day of the office's own, so that none can be taken away."""

    day: date


@dataclass(eq=False)
class PartlyClosed(Refusal):
    """Some hours of that day are closed already; `closing` says why."""

    day: date
    closing: str


@dataclass(eq=False)
class LastDayTooEarly(Refusal):
    """The last day of a closing lies before its first, `day`."""

    http_status: ClassVar[int] = 422

    day: date


@dataclass(eq=False)
class TooManyDays(Refusal):
    """One closing has at most `most` days."""

    http_status: ClassVar[int] = 422

    most: int


@dataclass(eq=False)
class NoSuchOpening(Refusal):
    """The day is no extra opening, so that none can be taken away."""

    day: date


@dataclass(eq=False)
class NoSuchTimetable(Refusal):
    """No timetable is planned from that day on, so that none can be taken away."""

    day: date


@dataclass(eq=False)
class NoSuchRules(Refusal):
    """No rules are planned from that day on, so that none can be taken away."""

    day: date


@dataclass(eq=False)
class NoSuchTerms(Refusal):
    """No terms are planned from that day on, so that none can be taken away."""

    day: date


@dataclass(eq=False)
class SettingsChanged(Refusal):
    """Since the settings were looked at, somebody changed them."""


@dataclass(eq=False)
class UnknownDesk(Refusal):
    """The office has no desk of this code, or the procedure is not (or already) held at it."""

    http_status: ClassVar[int] = 404

    code: str


@dataclass(eq=False)
class ImpactChanged(Refusal):
    """Since the impact of a change was shown, somebody booked, moved or cancelled; `numbers` lose their place now."""

    numbers: tuple[str, ...]


@dataclass(eq=False)
class DecisionMissing(Refusal):
    """Nobody decided what becomes of the bookings `numbers`, which lose their place: there is no default."""

    http_status: ClassVar[int] = 422

    numbers: tuple[str, ...]


@dataclass(eq=False)
class OtherDeskTaken(Refusal):
    """The bookings `numbers` cannot go to the chosen desk: somebody has its time, or it does not hold the procedure."""

    numbers: tuple[str, ...]


@dataclass(eq=False)
class AlreadyTold(Refusal):
    """Somebody was told of the change: a message was read, a mail has gone out, or staff have called."""


@dataclass(eq=False)
class ChangedSince(Refusal):
    """Since the change the office or one of the bookings has changed again; it cannot be taken back as a whole."""
