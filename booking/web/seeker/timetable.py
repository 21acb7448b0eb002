"""A procedure's slots as its reader sees them, for the calendar and the times of one day; draws nothing."""

from dataclasses import dataclass
from datetime import date, datetime

from booking.availability.open_slots import slots_of
from booking.availability.procedures import rules_of
from booking.availability.slot_days import slot_days, unchanged_until
from booking.availability.slot_lists import claimed
from booking.availability.slots import Rules, Slot
from booking.core.channels import Channel
from booking.tables import Booking, Procedure
from booking.web.session import now, principal
from calendars.office_time import day_of
from database.base import db


@dataclass(frozen=True)
class Timetable:
    """The slots of the booking window, today's first (office days), and of any other day when asked."""

    procedure: Procedure
    rules: Rules
    channel: Channel
    first: date
    last: date
    window: tuple[Slot, ...]
    moving: int | None

    @classmethod
    def of(cls, procedure: Procedure, *, moving: Booking | None = None) -> "Timetable":
        """What can be booked, or to where the booking `moving` can move."""
        rules = rules_of(db.session(), procedure)
        first = day_of(now())
        last = rules.last_open_day(first)
        # What is booked by phone only is shown as the phone sees it: free times to ask for.
        channel = rules.shown_channel(first, last)
        moving_id = moving.id if moving else None
        window = _slots(procedure, rules, channel, first, last, moving_id)
        return cls(procedure, rules, channel, first, last, window, moving_id)

    def unchanged_until(self) -> datetime:
        """The next moment at which time alone changes what strangers see of the window (rules.md#caches)."""
        found = claimed(db.engine, self.procedure.code, first=self.first, last=self.last, now=now())
        days = slot_days(self.rules, found.taken, first=self.first, last=self.last, channel=self.channel, now=now())
        return unchanged_until(days, lapse=found.lapse, now=now())

    def on(self, day: date) -> tuple[Slot, ...]:
        """The slots of `day`, also of one outside the window."""
        if self.first <= day <= self.last:
            return self.window
        return _slots(self.procedure, self.rules, self.channel, day, day, self.moving)

    def at(self, starts_at: datetime) -> Slot | None:
        """The slot at `starts_at` (office time), if the timetable has one in the window."""
        return next((slot for slot in self.window if slot.starts_at == starts_at), None)


def _slots(
    procedure: Procedure, rules: Rules, channel: Channel, first: date, last: date, moving: int | None
) -> tuple[Slot, ...]:
    who = principal()
    return slots_of(
        db.session(),
        procedure,
        first=first,
        last=last,
        channel=channel,
        now=now(),
        seeker_id=who.seeker_id if who else None,
        rules=rules,
        moving=moving,
    )
