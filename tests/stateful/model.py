"""What the office ought to do, in plain Python: dictionaries of bookings and holds, and the rules of design §4 beside.

Nothing of the service is asked. A refusal is given by the name of its class; None means that nothing stands against it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import combinations, product

from calendars.office_time import midnight, moment
from tests.stateful.office import DESK_CLOSES, DESKS, LENGTHS, LIMITS, RESTS, STARTS, WEEKDAY, Slot
from tests.town import FRIDAY_MORNING

_TICK = timedelta(minutes=15)
_HOLD = timedelta(minutes=30)
_SAME_SLOT_AGAIN = timedelta(hours=2)
_UNUSED_HOLDS = 3
_HOLIDAY = date(2026, 11, 23)  # Monday, Labour Thanksgiving Day
_LEAD = 2  # office days
_BEFORE_ALL = date(2020, 1, 1)  # a Wednesday


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
        return _end(self.slot)

    def desk_ticks(self) -> set[tuple[str, datetime]]:
        """The ticks of its desk, the rest included."""
        return _desk_ticks(self.desk, self.slot)

    def seeker_ticks(self) -> set[tuple[str, datetime]]:
        """The ticks of its seeker."""
        return _ticks(self.seeker, self.starts_at, self.ends_at)


@dataclass
class ModelBooking(Taken):
    """A booking; a cancelled one is kept."""

    late: bool = False  # its reason for being booked after the deadline is kept
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


@dataclass
class Model:
    """The office, its bookings by number and its holds by token, at `now`."""

    now: datetime = FRIDAY_MORNING
    closed: set[date] = field(default_factory=set)
    # The starts of a procedure by the first day on which they hold.
    starts: dict[str, dict[date, tuple[time, ...]]] = field(
        default_factory=lambda: {code: {_BEFORE_ALL: starts} for code, starts in STARTS.items()}
    )
    lanes: dict[str, list[str]] = field(default_factory=lambda: {code: list(desks) for code, desks in DESKS.items()})
    bookings: dict[str, ModelBooking] = field(default_factory=dict)
    holds: dict[str, ModelHold] = field(default_factory=dict)

    # What is so.

    def starts_on(self, procedure: str, day: date) -> tuple[time, ...]:
        if day.weekday() != WEEKDAY:
            return ()
        timetables = self.starts[procedure]
        return timetables[max(first for first in timetables if first <= day)]

    def is_office_day(self, day: date) -> bool:
        return day.weekday() < 5 and day != _HOLIDAY and day not in self.closed

    def closes_at(self, day: date, way: Way = Way.WEB) -> datetime:
        left = _LEAD
        while left:
            day -= timedelta(days=1)
            left -= self.is_office_day(day)
        return midnight(day + timedelta(days=1)) if way is Way.WEB else moment(day, DESK_CLOSES)

    def breaks_rules(self) -> bool:
        """Whether a procedure has no desk, or two share one on which their starts leave each other no room."""
        if not all(self.lanes.values()):
            return True
        days = {first for timetables in self.starts.values() for first in timetables}
        return any(self._clash(one, other, day) for one, other in combinations(STARTS, 2) for day in days)

    def _clash(self, one: str, other: str, day: date) -> bool:
        shared = set(self.lanes[one]) & set(self.lanes[other])
        starts = product(self._slots_on(one, day), self._slots_on(other, day))
        return any(_desk_ticks(desk, first) & _desk_ticks(desk, second) for first, second in starts for desk in shared)

    def _slots_on(self, procedure: str, day: date) -> list[Slot]:
        return [(procedure, moment(day, start)) for start in self.starts_on(procedure, day)]

    def open_bookings(self, seeker: str | None = None) -> Iterator[tuple[str, ModelBooking]]:
        """Booked and not yet ended."""
        for number, booking in self.bookings.items():
            if booking.is_open and booking.ends_at > self.now and seeker in {None, booking.seeker}:
                yield number, booking

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
        return [desk for desk in self.lanes[slot[0]] if not busy & _desk_ticks(desk, slot)]

    def places_lost_to(self, after: "Model") -> tuple[list[str], list[str]]:
        """The numbers of the coming bookings and the tokens of the live holds to which `after` gives a new reason."""
        coming = {number: one for number, one in self.bookings.items() if one.is_open and one.starts_at > self.now}
        numbers = [number for number, one in coming.items() if after._why_outside(one) - self._why_outside(one)]
        tokens = [token for token, one in self.live_holds() if after._why_outside(one) - self._why_outside(one)]
        return numbers, tokens

    def _why_outside(self, taken: Taken) -> set[str]:
        day, start = taken.starts_at.date(), taken.starts_at.time()
        reasons = {
            "closed": not self.is_office_day(day),
            "no start": start not in self.starts_on(taken.procedure, day),
            "desk out": taken.desk not in self.lanes[taken.procedure],
        }
        return {reason for reason, holds in reasons.items() if holds}

    # What may be.

    def why_not_book(self, seeker: str, slot: Slot, way: Way = Way.WEB) -> str | None:
        return (
            self.why_not_slot(seeker, slot, way)
            or self._why_not_limit(seeker, slot)
            or self._why_not_own_time(seeker, slot)
        )

    def why_not_hold(self, seeker: str, slot: Slot) -> str | None:
        return (
            self.why_not_slot(seeker, slot)
            or self._why_not_limit(seeker, slot)
            or self._why_no_more_holds(seeker, slot)
            or self._why_not_own_time(seeker, slot)
        )

    def why_not_move(self, number: str, slot: Slot, way: Way = Way.WEB) -> str | None:
        booking = self.bookings[number]
        if not booking.is_open or booking.starts_at <= self.now:
            return "NotOpenAnyMore"
        if booking.slot == slot:
            return "SameSlot"
        seeker = booking.seeker
        return self.why_not_slot(seeker, slot, way, moving=number) or self._why_not_own_time(
            seeker, slot, moving=number
        )

    def why_not_cancel(self, number: str, by: str, heard_at: datetime) -> str | None:
        booking = self.bookings[number]
        if booking.cancelled_by == by:
            return None  # and nothing happens
        if not booking.is_open or booking.ends_at <= self.now:
            return "NotOpenAnyMore"
        return "NotifiedTooLate" if by == "seeker" and booking.starts_at <= heard_at else None

    def why_not_extend(self, token: str) -> str | None:
        held = self.holds[token]
        can = not held.extended and self.is_live(held) and self._longest(held) > held.expires_at
        return None if can else "CannotExtend"

    def why_not_close(self, day: date) -> str | None:
        if day < self.now.date():
            return "DayInPast"
        return None if self.is_office_day(day) else "AlreadyClosed"

    def why_not_reopen(self, day: date) -> str | None:
        if day < self.now.date():
            return "DayInPast"
        return None if day in self.closed else "NotAClosingDay"

    def why_not_slot(self, seeker: str, slot: Slot, way: Way = Way.WEB, *, moving: str | None = None) -> str | None:
        procedure, starts_at = slot
        day = starts_at.date()
        late = self.is_late(slot, way)
        own = {one.slot for _, one in self.open_bookings(seeker)}
        reasons = {
            "NoSuchSlot": starts_at.time() not in self.starts_on(procedure, day),
            "SlotPast": self.now >= starts_at,
            "OnClosingDay": not self.is_office_day(day),
            "TooManyOpenBookings": slot in own,
            "DeadlinePassed": late and way is Way.WEB,
            "LateReasonMissing": late and way is Way.DESK,
            "SlotTaken": not self.free_desks(slot, seeker=seeker, moving=moving),
        }
        return next((reason for reason, holds in reasons.items() if holds), None)

    def is_late(self, slot: Slot, way: Way) -> bool:
        return self.now >= self.closes_at(slot[1].date(), way)

    def _why_not_limit(self, seeker: str, slot: Slot) -> str | None:
        return None if self._count(seeker, slot) < LIMITS[slot[0]] else "TooManyOpenBookings"

    def _count(self, seeker: str, slot: Slot) -> int:
        return sum(one.procedure == slot[0] for _, one in self.open_bookings(seeker))

    def _why_no_more_holds(self, seeker: str, slot: Slot) -> str | None:
        unused = [
            held
            for held in self.holds.values()
            if held.seeker == seeker and held.procedure == slot[0] and held.booking is None
        ]
        of_slot = [held for held in unused if held.slot == slot]
        last = max(of_slot, key=lambda held: held.made_at, default=None)
        if last and last.expires_at <= (last.ended_at or self.now) and self.now < last.expires_at + _SAME_SLOT_AGAIN:
            return "HoldLapsedRecently"
        today = [held for held in unused if held.made_at.date() == self.now.date() and not held.taken_away]
        return "HoldLimitReached" if len(today) >= _UNUSED_HOLDS else None

    def _why_not_own_time(self, seeker: str, slot: Slot, *, moving: str | None = None) -> str | None:
        wanted = _ticks(seeker, slot[1], _end(slot))
        booked = [one for number, one in self.bookings.items() if one.is_open and number != moving]
        return "OverlapsOwnBooking" if any(wanted & one.seeker_ticks() for one in booked) else None

    # What happens then.

    def book(self, number: str, seeker: str, slot: Slot, way: Way = Way.WEB) -> None:
        desk = self._desk_for(seeker, slot)
        fills_limit = self._count(seeker, slot) + 1 >= LIMITS[slot[0]]
        self.bookings[number] = ModelBooking(seeker, slot, desk, late=self.is_late(slot, way))
        self._give_way(number, fills_limit=fills_limit)

    def confirm(self, number: str, token: str) -> None:
        held = self.holds[token]
        self.book(number, held.seeker, held.slot)
        held.booking, held.ended_at = number, held.ended_at or self.now

    def hold(self, token: str, seeker: str, slot: Slot) -> None:
        if old := self.open_hold(seeker):
            old.ended_at = self.now
        (desk, *_) = self.free_desks(slot, seeker=seeker)
        expires_at = min(self.now + _HOLD, self.closes_at(slot[1].date()))
        self.holds[token] = ModelHold(seeker, slot, desk, made_at=self.now, expires_at=expires_at)

    def extend(self, token: str) -> None:
        held = self.holds[token]
        held.expires_at, held.extended = self._longest(held), True

    def give_up(self, token: str) -> None:
        held = self.holds[token]
        held.ended_at = held.ended_at or self.now

    def take_away(self, token: str) -> None:
        self.holds[token].taken_away = True
        self.give_up(token)

    def move(self, number: str, slot: Slot, way: Way = Way.WEB) -> None:
        booking = self.bookings[number]
        booking.late = self.is_late(slot, way)
        booking.desk = self.free_desks(slot, seeker=booking.seeker, moving=number)[0]
        booking.slot = slot
        booking.sequence += 1
        own = self.open_hold(booking.seeker)
        if own and (own.procedure == slot[0] or own.seeker_ticks() & booking.seeker_ticks()):
            own.ended_at = self.now

    def cancel(self, number: str, by: str) -> None:
        booking = self.bookings[number]
        if booking.is_open:
            booking.cancelled_by = by
            booking.sequence += 1

    def _desk_for(self, seeker: str, slot: Slot) -> str:
        """The desk that the seeker holds for it, else the first that is free."""
        free, own = self.free_desks(slot, seeker=seeker), self.open_hold(seeker)
        if own and self.is_live(own) and own.slot == slot and own.desk in free:
            return own.desk
        return free[0]

    def _give_way(self, number: str, *, fills_limit: bool) -> None:
        """The seeker's own hold ends if it can become nothing any more; one of the slot itself became the booking."""
        booking = self.bookings[number]
        own = self.open_hold(booking.seeker)
        if own is None:
            return
        if own.seeker_ticks() & booking.seeker_ticks() or (own.procedure == booking.procedure and fills_limit):
            own.ended_at = self.now
            own.booking = number if own.slot == booking.slot else None

    def _longest(self, held: ModelHold) -> datetime:
        return min(held.expires_at + _HOLD, self.closes_at(held.starts_at.date()))


def _end(slot: Slot) -> datetime:
    return slot[1] + timedelta(minutes=LENGTHS[slot[0]])


def _desk_ticks(desk: str, slot: Slot) -> set[tuple[str, datetime]]:
    return _ticks(desk, slot[1], _end(slot) + timedelta(minutes=RESTS[desk]))


def _ticks(whose: str, first: datetime, end: datetime) -> set[tuple[str, datetime]]:
    return {(whose, first + _TICK * n) for n in range((end - first) // _TICK)}
