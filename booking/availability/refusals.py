"""Why a time cannot be booked."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from booking.core.refusals import Refusal


@dataclass(eq=False)
class UnknownProcedure(Refusal):
    """No procedure has this code."""

    http_status: ClassVar[int] = 404

    code: str


@dataclass(eq=False)
class SlotRefused(Refusal):
    """Base: the slot cannot be booked. `starts_at` is office time, `alternatives` are open starts nearest to it."""

    procedure: str
    starts_at: datetime
    alternatives: tuple[datetime, ...]


@dataclass(eq=False)
class NoSuchSlot(SlotRefused):
    """The procedure's timetable has no start at that moment."""


@dataclass(eq=False)
class SlotPast(SlotRefused):
    """The consultation has already begun."""


@dataclass(eq=False)
class ProcedureEnded(SlotRefused):
    """The procedure, its office or its last desk has ended by that day; `ends_on` is the first day without."""

    ends_on: date


@dataclass(eq=False)
class OnClosingDay(SlotRefused):
    """The office is closed on that day."""

    closing: str


@dataclass(eq=False)
class DeadlinePassed(SlotRefused):
    """Booking closed at `closes_at` (office time, first refused moment)."""

    closes_at: datetime


@dataclass(eq=False)
class NotYetOpen(SlotRefused):
    """Booking opens at `opens_at` (office time)."""

    opens_at: datetime


@dataclass(eq=False)
class ChannelClosed(SlotRefused):
    """The procedure is not booked in this way; `why` is the office's own sentence."""

    why: str


@dataclass(eq=False)
class SlotTaken(SlotRefused):
    """Somebody else's claim committed first, and no desk is left."""


@dataclass(eq=False)
class OverlapsOwnBooking(SlotRefused):
    """The seeker already has a consultation, here or elsewhere, at that time."""
