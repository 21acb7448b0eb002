"""How long a slot is held and how often a seeker may hold one; knows no tables (rules.md#holds)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

HOLD = timedelta(minutes=30)
LAPSES_A_DAY = 3
SAME_SLOT_AGAIN = timedelta(hours=2)
SAME_SLOT_MINUTES_A_DAY = 60
_SAME_SLOT_A_DAY = timedelta(minutes=SAME_SLOT_MINUTES_A_DAY)
_SHORTEST = timedelta(minutes=5)  # of what is left of a slot's day: in less nobody fills in a form


@dataclass(frozen=True)
class UnusedHold:
    """A hold that led to no booking: of which slot, from when, and until when it was to last, or was ended."""

    starts_at: datetime
    made_at: datetime
    expires_at: datetime
    ended_at: datetime | None

    def has_lapsed(self, now: datetime) -> bool:
        """Whether its time ran out; one that was given up or replaced before has not lapsed."""
        return self.expires_at <= (self.ended_at or now)

    def lasted(self, now: datetime) -> timedelta:
        """For how long it has kept the slot from others."""
        return min(self.expires_at, self.ended_at or now) - self.made_at


def lapses(holds: Iterable[UnusedHold], now: datetime) -> int:
    """How many of them lapsed."""
    return sum(held.has_lapsed(now) for held in holds)


def time_left(holds: Iterable[UnusedHold], starts_at: datetime, now: datetime) -> timedelta:
    """For how long the slot may still be held on this day, after these holds of it; zero when it is not worth it."""
    held = sum((held.lasted(now) for held in holds if held.starts_at == starts_at), timedelta())
    left = _SAME_SLOT_A_DAY - held
    return left if left >= _SHORTEST else timedelta()


def held_until(now: datetime, *, closes_at: datetime, left: timedelta = _SAME_SLOT_A_DAY) -> datetime:
    """When a hold made at `now` lapses: after 30 minutes, when booking closes or when nothing is left of its day."""
    return min(now + HOLD, closes_at, now + left)


def extended_until(expires_at: datetime, *, closes_at: datetime, left_until: datetime) -> datetime:
    """When a hold that is extended once lapses; at `left_until` nothing is left of the slot's day."""
    return min(expires_at + HOLD, closes_at, left_until)


def may_hold_again_at(lapsed_at: datetime) -> datetime:
    """From when the same seeker may hold the same slot once more."""
    return lapsed_at + SAME_SLOT_AGAIN
