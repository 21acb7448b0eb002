"""How things stand at the office: its days, times and desks, bookings by number and holds by token."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import combinations, product

from calendars.office_time import at, midnight
from tests.stateful.office import DESK_CLOSES, DESKS, STARTS, WEEKDAY, Slot
from tests.stateful.taken import ModelBooking, ModelHold, Taken, Way, ticks_of_desk
from tests.town import FRIDAY_MORNING

_HOLIDAY = date(2026, 11, 23)  # Monday, Labour Thanksgiving Day
_LEAD = 2  # office days
_BEFORE_ALL = date(2020, 1, 1)  # a Wednesday


@dataclass
class State:
    """The office at `now`."""

    now: datetime = FRIDAY_MORNING
    closed: set[date] = field(default_factory=set)
    # The starts of a procedure by the first day on which they hold.
    starts: dict[str, dict[date, tuple[time, ...]]] = field(
        default_factory=lambda: {code: {_BEFORE_ALL: starts} for code, starts in STARTS.items()}
    )
    lanes: dict[str, list[str]] = field(default_factory=lambda: {code: list(desks) for code, desks in DESKS.items()})
    ends: dict[str, date] = field(default_factory=dict)  # the first days without, by procedure
    suspensions: dict[int, tuple[str, date]] = field(default_factory=dict)  # whose, and the last day
    bookings: dict[str, ModelBooking] = field(default_factory=dict)
    holds: dict[str, ModelHold] = field(default_factory=dict)
    # How often a seeker gave a booking of the procedure back on a day, or moved one, without calling.
    second_thoughts: Counter[tuple[str, str, date, str]] = field(default_factory=Counter)

    def starts_on(self, procedure: str, day: date) -> tuple[time, ...]:
        if day.weekday() != WEEKDAY:
            return ()
        timetables = self.starts[procedure]
        return timetables[max(first for first in timetables if first <= day)]

    def has_ended(self, procedure: str, day: date) -> bool:
        return procedure in self.ends and self.ends[procedure] <= day

    def let_end(self, procedure: str, day: date | None) -> None:
        self.ends.pop(procedure, None)
        if day is not None:
            self.ends[procedure] = day

    def is_office_day(self, day: date) -> bool:
        return day.weekday() < 5 and day != _HOLIDAY and day not in self.closed

    def closes_at(self, day: date, way: Way = Way.WEB) -> datetime:
        left = _LEAD
        while left:
            day -= timedelta(days=1)
            left -= self.is_office_day(day)
        return midnight(day + timedelta(days=1)) if way is Way.WEB else at(day, DESK_CLOSES)

    def breaks_rules(self) -> bool:
        """Whether a procedure has no desk, or two share one on which their starts leave each other no room."""
        if not all(self.lanes.values()):
            return True
        days = {first for timetables in self.starts.values() for first in timetables}
        return any(self._clash(one, other, day) for one, other in combinations(STARTS, 2) for day in days)

    def _clash(self, one: str, other: str, day: date) -> bool:
        if self.has_ended(one, day) or self.has_ended(other, day):
            return False
        shared = set(self.lanes[one]) & set(self.lanes[other])
        starts = product(self._slots_on(one, day), self._slots_on(other, day))
        return any(
            ticks_of_desk(desk, first) & ticks_of_desk(desk, second) for first, second in starts for desk in shared
        )

    def _slots_on(self, procedure: str, day: date) -> list[Slot]:
        return [(procedure, at(day, start)) for start in self.starts_on(procedure, day)]

    def open_bookings(self, seeker: str | None = None) -> Iterator[tuple[str, ModelBooking]]:
        """Booked and not yet ended."""
        for number, booking in self.bookings.items():
            if booking.is_open and booking.ends_at > self.now and seeker in {None, booking.seeker}:
                yield number, booking

    def is_suspended(self, seeker: str) -> bool:
        return any(whose == seeker and self.now.date() <= last for whose, last in self.suspensions.values())

    def live_holds(self) -> Iterator[tuple[str, ModelHold]]:
        return ((token, held) for token, held in self.holds.items() if self.is_live(held))

    def is_live(self, held: ModelHold) -> bool:
        return held.ended_at is None and held.expires_at > self.now

    def open_hold(self, seeker: str) -> ModelHold | None:
        """The seeker's one hold that has not ended; it may have lapsed."""
        return next((held for held in self.holds.values() if held.seeker == seeker and held.ended_at is None), None)

    def own_live_token(self, seeker: str, slot: Slot) -> str | None:
        """The token under which the seeker holds this very slot now."""
        return next((token for token, held in self.live_holds() if (held.seeker, held.slot) == (seeker, slot)), None)

    def free_desks(self, slot: Slot, *, seeker: str | None = None, moving: str | None = None) -> list[str]:
        """The desks that could take the slot; `seeker`'s own hold and a booking that moves do not stand in the way."""
        busy: set[tuple[str, datetime]] = set()
        for number, booking in self.bookings.items():
            if booking.is_open and number != moving:
                busy |= booking.desk_ticks()
        for _, held in self.live_holds():
            if held.seeker != seeker:
                busy |= held.desk_ticks()
        return [desk for desk in self.lanes[slot[0]] if not busy & ticks_of_desk(desk, slot)]

    def places_lost_to(self, after: "State") -> tuple[list[str], list[str]]:
        """The numbers of the coming bookings and the tokens of the live holds to which `after` gives a new reason."""
        coming = {number: one for number, one in self.bookings.items() if one.is_open and one.starts_at > self.now}
        numbers = [number for number, one in coming.items() if after.why_outside(one) - self.why_outside(one)]
        tokens = [token for token, one in self.live_holds() if after.why_outside(one) - self.why_outside(one)]
        return numbers, tokens

    def other_desks(self, after: "State", number: str) -> list[str]:
        """The desks at which the booking's own time is free once things stand as `after`."""
        booking = self.bookings[number]
        taken = [one for other, one in self.bookings.items() if one.is_open and other != number]
        busy = {tick for one in (*taken, *(held for _, held in self.live_holds())) for tick in one.desk_ticks()}
        return [
            desk
            for desk in after.lanes[booking.procedure]
            if desk != booking.desk
            and after.why_outside(replace(booking, desk=desk)) <= self.why_outside(booking)
            and not busy & ticks_of_desk(desk, booking.slot)
        ]

    def why_outside(self, taken: Taken) -> set[str]:
        day, start = taken.starts_at.date(), taken.starts_at.time()
        reasons = {
            "ended": self.has_ended(taken.procedure, day),
            "closed": not self.is_office_day(day),
            "no start": start not in self.starts_on(taken.procedure, day),
            "desk out": taken.desk not in self.lanes[taken.procedure],
        }
        return {reason for reason, holds in reasons.items() if holds}
