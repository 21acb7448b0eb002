"""How many of the places that were offered were taken, by weekday and hour."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from booking.availability.slots import Rules
from booking.statistics.counts import CountedBooking
from booking.statistics.periods import Period
from calendars.office_time import in_office_time

Place = tuple[int, datetime]  # a desk, and when a consultation can begin there
WeekdayHour = tuple[int, int]  # from Monday 0; the hour in office time


@dataclass(frozen=True)
class Use:
    """How many places were offered, and how many of them were taken by bookings that nobody cancelled."""

    offered: int = 0
    taken: int = 0

    def __add__(self, other: "Use") -> "Use":
        return Use(self.offered + other.offered, self.taken + other.taken)

    @property
    def percent(self) -> int | None:
        """The share that was taken, above 100 where bookings stood beside the timetable; None without an offer."""
        return round(100 * self.taken / self.offered) if self.offered else None


def places_of(rules: Rules, period: Period) -> frozenset[Place]:
    """The places that the timetable offers in the period; none on closing days and after an end.

    Procedures that share a desk share its places: the same start at the same desk is one place.
    """
    return frozenset(
        (lane.desk_id, starts_at)
        for day in period.days
        if rules.office_days.closing(day) is None and not rules.ended_on(day)
        for starts_at in rules.timetable.starts_on(day)
        for lane in rules.lanes_on(day)
    )


def occupancy(places: Iterable[Place], bookings: Iterable[CountedBooking]) -> Mapping[WeekdayHour, Use]:
    """The use of the places by weekday and hour."""
    offered = Counter(_cell(starts_at) for _, starts_at in places)
    taken = Counter(_cell(one.starts_at) for one in bookings if not one.status.cancelled)
    return {cell: Use(offered[cell], taken[cell]) for cell in sorted({*offered, *taken})}


def _cell(starts_at: datetime) -> WeekdayHour:
    start = in_office_time(starts_at)
    return start.weekday(), start.hour
