"""Whether a booking has exactly the claims that it needs; knows no tables."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime

from booking.availability.ticks import TICK, desk_ticks, seeker_ticks
from booking.core.lengths import TICK_MINUTES

Claimed = AbstractSet[tuple[int, datetime]]  # of a desk or a seeker, by id: the ticks (UTC)


@dataclass(frozen=True)
class Claimant:
    """A booking that is not over, as its claims should tell it; one that does not stand any more needs none."""

    booking_id: int
    stands: bool
    desk_id: int
    seeker_id: int
    starts_at: datetime
    ends_at: datetime
    rest_minutes: int

    def of_desk(self) -> Claimed:
        """What it needs of its desk, with the rest afterwards."""
        wanted = desk_ticks(self.starts_at, length_minutes=self._minutes, rest_minutes=self.rest_minutes)
        return {(self.desk_id, tick) for tick in wanted if self.stands}

    def of_seeker(self) -> Claimed:
        """What it needs of its seeker's time."""
        wanted = seeker_ticks(self.starts_at, length_minutes=self._minutes)
        return {(self.seeker_id, tick) for tick in wanted if self.stands}

    @property
    def _minutes(self) -> int:
        return (self.ends_at - self.starts_at) // TICK * TICK_MINUTES


@dataclass(frozen=True)
class Difference:
    """What a booking lacks of its claims, and what it has too much."""

    missing: Claimed
    surplus: Claimed

    def __bool__(self) -> bool:
        return bool(self.missing or self.surplus)


def difference(needed: Claimed, found: Claimed) -> Difference:
    """What is to be put back and what is to be removed."""
    return Difference(needed - found, found - needed)
