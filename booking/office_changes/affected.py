"""What a change of an office does to those who booked, as values: who loses their place, which deadlines move.

Computed twice, when it is shown and under the lock; the fingerprint shows whether both saw the same
(rules.md#changes-of-days).
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from booking.availability.slots import Rules
from calendars.office_days import NoOfficeDayError, OfficeDays


@dataclass(frozen=True)
class Reach:
    """How the office can tell a seeker: in the inbox of an opened my-page, by mail, or only by phone."""

    inbox: bool
    mail: bool
    phone: str | None

    @property
    def only_by_phone(self) -> bool:
        """Whether no message arrives: somebody has to call."""
        return not (self.inbox or self.mail)


@dataclass(frozen=True)
class NamedDesk:
    """A desk of the office, for people and for programs."""

    code: str
    name: str


@dataclass(frozen=True)
class AffectedBooking:
    """A booking that loses its place. Moments are UTC; `procedure` is the purpose, `sequence` the revision.

    `other_desks` are those at which the same time is free, in the order in which they fill. `to_call` says that
    somebody has to call: no message arrives, or the consultation is too near to rely on one.
    """

    number: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    procedure: str
    seeker: str
    display_name: str
    reach: Reach
    desk: str
    other_desks: tuple[NamedDesk, ...]
    to_call: bool


@dataclass(frozen=True)
class MovedDeadline:
    """The deadline of a consultation day before and after; first refused moments in office time."""

    procedure: str
    day: date
    was: datetime
    becomes: datetime

    @property
    def earlier(self) -> bool:
        """Whether less time is left to book."""
        return self.becomes < self.was


@dataclass(frozen=True)
class Impact:
    """All that a change does: affected bookings by start, moved deadlines by day, and how many holds it ends."""

    bookings: tuple[AffectedBooking, ...]
    deadlines: tuple[MovedDeadline, ...]
    holds: int

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the affected bookings; holds come and go and are not in it."""
        return fingerprint((booking.number, booking.sequence) for booking in self.bookings)

    @property
    def only_by_phone(self) -> int:
        """How many of the affected can be told only by phone."""
        return sum(booking.reach.only_by_phone for booking in self.bookings)

    @property
    def to_call(self) -> int:
        """How many of the affected have to be called."""
        return sum(booking.to_call for booking in self.bookings)


def together(impacts: Iterable[Impact]) -> Impact:
    """What a change does at several offices, as one."""
    listed = list(impacts)
    return Impact(
        bookings=tuple(booking for one in listed for booking in one.bookings),
        deadlines=tuple(deadline for one in listed for deadline in one.deadlines),
        holds=sum(one.holds for one in listed),
    )


def fingerprint(bookings: Iterable[tuple[str, int]]) -> str:
    """Names bookings by number and revision, in whatever order."""
    named = sorted(f"{number}:{sequence}" for number, sequence in bookings)
    return hashlib.sha256("\n".join(named).encode()).hexdigest()[:32]


def last_day_to_call(*office_days: OfficeDays, today: date) -> date:
    """Up to which day's consultations people are called: the next office day, the latest by any of `office_days`."""
    try:
        return max(days.after(today, 1) for days in office_days)
    except NoOfficeDayError:
        return date.max


def moved_deadlines(procedure: str, before: Rules, after: Rules, *, days: Collection[date]) -> Iterator[MovedDeadline]:
    """The deadlines that differ, of those `days` on which consultations take place before and after the change."""
    for day in sorted(days):
        if not (_is_held_on(before, day) and _is_held_on(after, day)):
            continue
        channel = after.shown_channel(day, day)
        was, becomes = before.closes_at(day, channel), after.closes_at(day, channel)
        if was != becomes:
            yield MovedDeadline(procedure, day, was, becomes)


def _is_held_on(rules: Rules, day: date) -> bool:
    return not rules.ended_on(day) and rules.office_days.closing(day) is None and bool(rules.timetable.starts_on(day))


NOBODY = fingerprint(())  # the fingerprint of a change that takes nobody's place
