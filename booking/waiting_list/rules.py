"""When a seeker may wait for a place on a day, and when a message says that there is one; knows no tables."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from booking.availability.slots import Slot, SlotState

# Enough for every day of two weeks at an office, few enough that nobody waits for everything.
OPEN_WAITS = 10


class Step(StrEnum):
    """What is to be done about an entry of the waiting list."""

    NOTIFY = "notify"
    ARM = "arm"


def has_open(slots: Iterable[Slot]) -> bool:
    """Whether one of the slots can be booked now."""
    return any(slot.state is SlotState.OPEN for slot in slots)


def is_full(slots: Iterable[Slot]) -> bool:
    """Whether places are all that is missing: none of the slots is open, and one would be if somebody gave it back."""
    states = {slot.state for slot in slots}
    return SlotState.FULL in states and SlotState.OPEN not in states


def step_of(slots: Iterable[Slot], *, armed: bool, notified_on: date | None, today: date) -> Step | None:
    """What the slots of the day, as the web sees them, ask for; None if nothing.

    A seeker hears of a place once, and of another one only after the day was full in between, at most once a day.
    """
    if armed:
        return Step.NOTIFY if notified_on != today and has_open(slots) else None
    return Step.ARM if is_full(slots) else None
