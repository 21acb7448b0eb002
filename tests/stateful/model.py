"""What the office ought to do, in plain Python: the rules of docs/rules.md over a state of dictionaries.

Nothing of the service is asked. A refusal is given by the name of its class; None means that nothing stands against it.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tests.stateful.office import LIMITS, Slot
from tests.stateful.state import State
from tests.stateful.taken import ModelBooking, ModelHold, Way, end_of, ticks_from

_HOLD = timedelta(minutes=30)
_SAME_SLOT_AGAIN = timedelta(hours=2)
_LAPSES_A_DAY = 3
_SAME_SLOT_A_DAY = timedelta(minutes=60)
_SHORTEST = timedelta(minutes=5)
_A_DAY = 3  # bookings given back, and moves, of a seeker and procedure


@dataclass
class Model(State):
    """The office as it ought to be."""

    # What may be.

    def why_not_book(self, seeker: str, slot: Slot, way: Way = Way.WEB) -> str | None:
        return (
            self.why_not_slot(seeker, slot, way)
            or self._why_suspended(seeker)
            or self._why_not_limit(seeker, slot)
            or self._why_not_own_time(seeker, slot)
        )

    def why_not_hold(self, seeker: str, slot: Slot) -> str | None:
        return (
            self.why_not_slot(seeker, slot)
            or self._why_suspended(seeker)
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
        return (
            self._why_suspended(seeker)
            or self._why_no_more_moves(seeker, slot, way)
            or self.why_not_slot(seeker, slot, way, moving=number)
            or self._why_not_own_time(seeker, slot, moving=number)
        )

    def why_not_cancel(self, number: str, by: str, heard_at: datetime, *, way: Way = Way.WEB) -> str | None:
        booking = self.bookings[number]
        if booking.cancelled_by == by:
            return None  # and nothing happens
        if not booking.is_open or booking.ends_at <= self.now:
            return "NotOpenAnyMore"
        if by == "seeker" and way is Way.WEB and booking.booked_on == self.now.date():
            given_back = self.second_thoughts[(booking.seeker, booking.procedure, self.now.date(), "given back")]
            if given_back >= _A_DAY:
                return "TooManyGivenBack"
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
            "ProcedureEnded": self.has_ended(procedure, day),
            "OnClosingDay": not self.is_office_day(day),
            "TooManyOpenBookings": slot in own,
            "DeadlinePassed": late and way is Way.WEB,
            "LateReasonMissing": late and way is Way.DESK,
            "SlotTaken": not self.free_desks(slot, seeker=seeker, moving=moving),
        }
        return next((reason for reason, holds in reasons.items() if holds), None)

    def is_late(self, slot: Slot, way: Way) -> bool:
        return self.now >= self.closes_at(slot[1].date(), way)

    def why_not_lift(self, suspension: int) -> str | None:
        _, last = self.suspensions.get(suspension, ("", date.min))
        return "SuspensionChanged" if last < self.now.date() else None

    def _why_suspended(self, seeker: str) -> str | None:
        return "Suspended" if self.is_suspended(seeker) else None

    def _why_no_more_moves(self, seeker: str, slot: Slot, way: Way) -> str | None:
        moved = self.second_thoughts[(seeker, slot[0], self.now.date(), "moved")]
        return "TooManyMoves" if way is Way.WEB and moved >= _A_DAY else None

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
        if sum(held.expires_at <= (held.ended_at or self.now) for held in today) >= _LAPSES_A_DAY:
            return "HoldLimitReached"
        return None if self._left(seeker, slot, self.now.date()) else "SlotHeldForLong"

    def _left(self, seeker: str, slot: Slot, made_on: date) -> timedelta:
        """For how long the slot may still be held on that day."""
        of_slot = [
            min(held.expires_at, held.ended_at or self.now) - held.made_at
            for held in self.holds.values()
            if (held.seeker, held.slot, held.booking) == (seeker, slot, None)
            and held.made_at.date() == made_on
            and not held.taken_away
        ]
        left = _SAME_SLOT_A_DAY - sum(of_slot, timedelta())
        return left if left >= _SHORTEST else timedelta()

    def _why_not_own_time(self, seeker: str, slot: Slot, *, moving: str | None = None) -> str | None:
        wanted = ticks_from(seeker, slot[1], end_of(slot))
        booked = [one for number, one in self.bookings.items() if one.is_open and number != moving]
        return "OverlapsOwnBooking" if any(wanted & one.seeker_ticks() for one in booked) else None

    # What happens then.

    def book(self, number: str, seeker: str, slot: Slot, way: Way = Way.WEB) -> None:
        desk = self._desk_for(seeker, slot)
        fills_limit = self._count(seeker, slot) + 1 >= LIMITS[slot[0]]
        self.bookings[number] = ModelBooking(
            seeker, slot, desk, late=self.is_late(slot, way), booked_on=self.now.date()
        )
        self._give_way(number, fills_limit=fills_limit)

    def confirm(self, number: str, token: str) -> None:
        held = self.holds[token]
        self.book(number, held.seeker, held.slot)
        held.booking, held.ended_at = number, held.ended_at or self.now

    def hold(self, token: str, seeker: str, slot: Slot) -> None:
        if old := self.open_hold(seeker):
            old.ended_at = self.now
        (desk, *_) = self.free_desks(slot, seeker=seeker)
        left = self._left(seeker, slot, self.now.date())
        expires_at = min(self.now + _HOLD, self.closes_at(slot[1].date()), self.now + left)
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
        if way is Way.WEB:
            self.second_thoughts[(booking.seeker, slot[0], self.now.date(), "moved")] += 1
        booking.sequence += 1
        own = self.open_hold(booking.seeker)
        if own and (own.procedure == slot[0] or own.seeker_ticks() & booking.seeker_ticks()):
            own.ended_at = self.now

    def change_desk(self, number: str, desk: str) -> None:
        booking = self.bookings[number]
        booking.desk = desk
        booking.sequence += 1

    def cancel(self, number: str, by: str, *, way: Way = Way.DESK) -> None:
        booking = self.bookings[number]
        if booking.is_open:
            if way is Way.WEB:
                self.second_thoughts[(booking.seeker, booking.procedure, self.now.date(), "given back")] += 1
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
        left_until = self.now + self._left(held.seeker, held.slot, held.made_at.date())
        return min(held.expires_at + _HOLD, self.closes_at(held.starts_at.date()), left_until)
