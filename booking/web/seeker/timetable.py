"""A procedure's slots as its reader sees them, for the calendar and the times of one day; draws nothing."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from booking.availability.open_slots import taken_of
from booking.availability.procedures import KnownProcedure, present
from booking.availability.slot_days import SlotDay, slot_days, unchanged_until
from booking.availability.slot_lists import claimed
from booking.availability.slots import Rules, Slot
from booking.bookings.rules.eligibility import Standing
from booking.bookings.standing import standing_of
from booking.core.channels import Channel
from booking.web.session import now, principal
from calendars.office_time import day_of, midnight
from database.base import db


@dataclass(frozen=True)
class Timetable:
    """The slots of the booking window, today's first (office days), and of any other day when asked.

    What is booked by phone only is shown as the phone sees it, `channel`: free times to ask for. `lapse` is when the
    first hold in it lapses, as far as strangers see it.
    """

    procedure: KnownProcedure
    channel: Channel
    first: date
    last: date
    days: tuple[SlotDay, ...]
    lapse: datetime | None = None
    moving: int | None = None
    standing: Standing | None = None  # of the signed-in seeker

    @classmethod
    def of(cls, code: str, *, moving: int | None = None) -> "Timetable":
        """What whoever is signed in can book, or to where their booking of the id `moving` can move.

        Raises UnknownProcedure.
        """
        procedure, first, who = present(db.session(), code), day_of(now()), principal()
        last = procedure.rules.last_open_day(first)
        channel = procedure.rules.shown_channel(first, last)
        seeker_id = who.seeker_id if who is not None else None
        standing = standing_of(db.session(), seeker_id, procedure, now=now()) if seeker_id is not None else None
        days = _days(procedure, channel, first, last, standing=standing, moving=moving)
        return cls(procedure, channel, first, last, days, moving=moving, standing=standing)

    @classmethod
    def for_strangers(cls, code: str) -> "Timetable":
        """What everybody sees, by one statement; raises UnknownProcedure."""
        first = day_of(now())
        found = claimed(db.engine, code, first=first, last=None, now=now())
        rules, last = found.procedure.rules, found.last
        channel = rules.shown_channel(first, last)
        days = slot_days(rules, found.taken, first=first, last=last, channel=channel, now=now())
        return cls(found.procedure, channel, first, last, days, lapse=found.lapse)

    @property
    def rules(self) -> Rules:
        """What decides over the slots."""
        return self.procedure.rules

    def unchanged_until(self) -> datetime:
        """The next moment at which time alone changes what strangers see of the window (rules.md#caches)."""
        return unchanged_until(self.days, lapse=self.lapse, now=now())

    def on(self, day: date) -> tuple[Slot, ...]:
        """The slots of `day`, also of one outside the window."""
        days = self.days
        if not self.first <= day <= self.last:
            days = _days(self.procedure, self.channel, day, day, standing=self.standing, moving=self.moving)
        return next((each.slots for each in days if each.day == day), ())

    def at(self, starts_at: datetime) -> Slot | None:
        """The slot at `starts_at` (office time), if the timetable has one in the window."""
        return next((slot for each in self.days for slot in each.slots if slot.starts_at == starts_at), None)


def _days(
    procedure: KnownProcedure,
    channel: Channel,
    first: date,
    last: date,
    *,
    standing: Standing | None,
    moving: int | None,
) -> tuple[SlotDay, ...]:
    """As whoever is signed in sees them: their own hold does not stand in their way, nor what they move."""
    who = principal()
    taken = taken_of(
        db.session(),
        procedure,
        since=midnight(first),
        until=midnight(last + timedelta(days=1)),
        now=now(),
        seeker_id=who.seeker_id if who else None,
        own_starts=standing.own_starts if standing else (),
        moving=moving,
    )
    return slot_days(procedure.rules, taken, first=first, last=last, channel=channel, now=now())
