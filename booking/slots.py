"""Slots: the times that a timetable offers, each with its state and the first reason why it cannot be booked.

Pure: timetable, office days, taken times and the present moment come in, slots come out (design §4.4). Slots are never
stored; the page, the API, the feeds and the booking itself all ask here.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from booking.policy.channels import Channel
from booking.policy.deadline import desk_closes_at, opens_at, web_closes_at
from booking.policy.ticks import desk_ticks
from calendars.office_days import Closing, OfficeDays
from calendars.office_time import day_of, midnight, moment


class SlotState(StrEnum):
    """What a seeker may do with a slot."""

    OPEN = "open"
    FULL = "full"
    CLOSED = "closed"


class SlotReason(StrEnum):
    """Why a slot is not open, in the order in which the reasons are asked."""

    PAST = "past"
    CLOSING_DAY = "closing_day"
    YOURS = "yours"
    DEADLINE_PASSED = "deadline_passed"
    NOT_YET_OPEN = "not_yet_open"
    CHANNEL = "channel"
    FULL = "full"


@dataclass(frozen=True)
class Lane:
    """A desk as slots see it: its id and the minutes that it rests after a consultation."""

    desk_id: int
    rest_minutes: int


@dataclass(frozen=True)
class WeeklyTimes:
    """The weekly starts (weekday from Monday 0, office time) that hold from `valid_from` on."""

    valid_from: date
    starts: tuple[tuple[int, time], ...]


@dataclass(frozen=True)
class Timetable:
    """All starts of a procedure: weekly times by their first day, and dates with starts of their own."""

    weekly: tuple[WeeklyTimes, ...]
    openings: Mapping[date, tuple[time, ...]] = field(default_factory=dict)

    def starts_on(self, day: date) -> tuple[datetime, ...]:
        """The starts of `day` in office time, early ones first, whether or not the office is open."""
        if day in self.openings:
            return tuple(moment(day, start) for start in sorted(self.openings[day]))
        in_force = [times for times in self.weekly if times.valid_from <= day]
        if not in_force:
            return ()
        newest = max(in_force, key=lambda times: times.valid_from)
        return tuple(moment(day, start) for weekday, start in sorted(newest.starts) if weekday == day.weekday())


@dataclass(frozen=True)
class Rules:
    """What decides over a procedure's slots. Lengths are minutes, leads are office days, times are office time."""

    length_minutes: int
    lead_open_days: int
    window_days: int
    web_cutoff_time: time | None
    desk_closes: time
    channels: frozenset[Channel]
    timetable: Timetable
    lanes: tuple[Lane, ...]
    office_days: OfficeDays

    def closes_at(self, day: date, channel: Channel) -> datetime:
        """The first moment (office time) at which `channel` may no longer book a consultation on `day`."""
        if channel is Channel.WEB:
            return web_closes_at(
                day,
                lead_open_days=self.lead_open_days,
                web_cutoff_time=self.web_cutoff_time,
                office_days=self.office_days,
            )
        return desk_closes_at(
            day,
            lead_open_days=self.lead_open_days,
            desk_closes=self.desk_closes,
            office_days=self.office_days,
        )


@dataclass(frozen=True)
class Taken:
    """The time that is taken: live claimed ticks (UTC) by desk, and the starts that the asking seeker has booked."""

    desk_ticks: Mapping[int, Collection[datetime]] = field(default_factory=dict)
    own_starts: Collection[datetime] = ()


@dataclass(frozen=True)
class Slot:
    """A time that could be booked. Moments are office time; `closes_at` is the first refused moment."""

    starts_at: datetime
    ends_at: datetime
    state: SlotState
    reason: SlotReason | None
    closing: str  # the name of the closing day, else empty
    opens_at: datetime
    closes_at: datetime
    free_desks: tuple[int, ...]

    @property
    def free(self) -> int:
        """How many desks could still take it; 0 unless the slot is open."""
        return len(self.free_desks) if self.state is SlotState.OPEN else 0


def slots(rules: Rules, taken: Taken, *, first: date, last: date, channel: Channel, now: datetime) -> tuple[Slot, ...]:
    """Every slot from `first` to `last` inclusive (office days), as `channel` sees it at `now`."""
    found: list[Slot] = []
    for day in _days(first, last):
        if starts := rules.timetable.starts_on(day):
            bounds = _bounds(rules, day, channel)
            found.extend(_slot(rules, taken, bounds, starts_at=start, channel=channel, now=now) for start in starts)
    return tuple(found)


def slot_at(rules: Rules, taken: Taken, *, starts_at: datetime, channel: Channel, now: datetime) -> Slot:
    """The slot at `starts_at`, which must be one of the timetable's starts."""
    bounds = _bounds(rules, day_of(starts_at), channel)
    return _slot(rules, taken, bounds, starts_at=starts_at, channel=channel, now=now)


@dataclass(frozen=True)
class _Bounds:
    """What all slots of a day share: why the office is closed, and between which moments they can be booked."""

    closing: Closing | None
    opens_at: datetime
    closes_at: datetime


def _bounds(rules: Rules, day: date, channel: Channel) -> _Bounds:
    return _Bounds(
        closing=rules.office_days.closing(day),
        opens_at=opens_at(day, window_days=rules.window_days),
        closes_at=rules.closes_at(day, channel),
    )


def _slot(rules: Rules, taken: Taken, bounds: _Bounds, *, starts_at: datetime, channel: Channel, now: datetime) -> Slot:
    free_desks = tuple(lane.desk_id for lane in rules.lanes if _is_free(lane, rules, taken, starts_at))
    reason = _first(
        (SlotReason.PAST, now >= starts_at),
        (SlotReason.CLOSING_DAY, bounds.closing is not None),
        (SlotReason.YOURS, starts_at in taken.own_starts),
        (SlotReason.DEADLINE_PASSED, now >= bounds.closes_at),
        (SlotReason.NOT_YET_OPEN, now < bounds.opens_at),
        (SlotReason.CHANNEL, channel not in rules.channels),
        (SlotReason.FULL, not free_desks),
    )
    return Slot(
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=rules.length_minutes),
        state=_state(reason),
        reason=reason,
        closing=bounds.closing.name if bounds.closing else "",
        opens_at=bounds.opens_at,
        closes_at=bounds.closes_at,
        free_desks=free_desks,
    )


def unchanged_until(found: Iterable[Slot], *, lapse: datetime | None, now: datetime) -> datetime:
    """The next moment at which time alone changes one of the slots or which days are shown (design §5, caches).

    A slot starts, its deadline passes, its booking opens; a hold lapses (`lapse` is the first live one's end); or
    midnight comes, and today is another day.
    """
    turns = [turn for slot in found for turn in (slot.opens_at, slot.closes_at, slot.starts_at)]
    if lapse is not None:
        turns.append(lapse)
    return min([*(turn for turn in turns if turn > now), midnight(day_of(now) + timedelta(days=1))])


def _days(first: date, last: date) -> Iterator[date]:
    for n in range((last - first).days + 1):
        yield first + timedelta(days=n)


def _is_free(lane: Lane, rules: Rules, taken: Taken, starts_at: datetime) -> bool:
    busy = taken.desk_ticks.get(lane.desk_id)
    if not busy:
        return True
    wanted = desk_ticks(starts_at, length_minutes=rules.length_minutes, rest_minutes=lane.rest_minutes)
    return not any(tick in busy for tick in wanted)


def _first(*reasons: tuple[SlotReason, bool]) -> SlotReason | None:
    return next((reason for reason, holds in reasons if holds), None)


def _state(reason: SlotReason | None) -> SlotState:
    if reason is None:
        return SlotState.OPEN
    return SlotState.FULL if reason is SlotReason.FULL else SlotState.CLOSED
