"""What somebody has of the office's time, in plain Python: a slot as a booking or as a hold, and its ticks."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from tests.stateful.office import LENGTHS, RESTS, Slot
from tests.town import FRIDAY_MORNING

_TICK = timedelta(minutes=15)


class Way(StrEnum):
    """How a time is asked for: by the seeker, or by staff, who may be late if they say why."""

    WEB = "web"
    DESK = "desk"
    DESK_WITH_REASON = "desk, with a reason for being late"


@dataclass
class Taken:
    """A slot that somebody has: what a booking and a hold share."""

    seeker: str
    slot: Slot
    desk: str

    @property
    def procedure(self) -> str:
        return self.slot[0]

    @property
    def starts_at(self) -> datetime:
        return self.slot[1]

    @property
    def ends_at(self) -> datetime:
        return end_of(self.slot)

    def desk_ticks(self) -> set[tuple[str, datetime]]:
        """The ticks of its desk, the rest included."""
        return ticks_of_desk(self.desk, self.slot)

    def seeker_ticks(self) -> set[tuple[str, datetime]]:
        """The ticks of its seeker."""
        return ticks_from(self.seeker, self.starts_at, self.ends_at)


@dataclass
class ModelBooking(Taken):
    """A booking; a cancelled one is kept."""

    late: bool = False  # its reason for being booked after the deadline is kept
    booked_on: date = date(2026, 11, 20)
    sequence: int = 0
    cancelled_by: str | None = None  # "seeker" or "office"

    @property
    def is_open(self) -> bool:
        return self.cancelled_by is None


@dataclass
class ModelHold(Taken):
    """A hold; `ended` if it was used, replaced, given up or taken away by a change of the office."""

    made_at: datetime = FRIDAY_MORNING
    expires_at: datetime = FRIDAY_MORNING
    extended: bool = False
    ended_at: datetime | None = None
    booking: str | None = None  # the number of what it became
    taken_away: bool = False


def end_of(slot: Slot) -> datetime:
    return slot[1] + timedelta(minutes=LENGTHS[slot[0]])


def ticks_of_desk(desk: str, slot: Slot) -> set[tuple[str, datetime]]:
    return ticks_from(desk, slot[1], end_of(slot) + timedelta(minutes=RESTS[desk]))


def ticks_from(whose: str, first: datetime, end: datetime) -> set[tuple[str, datetime]]:
    return {(whose, first + _TICK * n) for n in range((end - first) // _TICK)}
