"""Slots: the times that a timetable offers, each with its state and the first reason why it cannot be booked.

Pure: timetable, office days, taken times and the present moment come in, slots come out (rules.md#slots). Slots are
never stored; the page, the API, the feeds and the booking itself all ask here. What comes out is remembered for a
while: the same day is asked for again and again, and is another one only when a claim on it or one of a few moments
makes it so.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property, lru_cache

from booking.availability.dated import Dated
from booking.availability.deadlines import deadline_day, desk_closes_at, opens_at, web_closes_at
from booking.availability.ends import first_end, has_ended
from booking.availability.rule_values import RuleValues
from booking.availability.ticks import desk_ticks
from booking.core.channels import Channel
from calendars.office_days import Closing, OfficeDays
from calendars.office_time import at, day_of, in_office_time, midnight

_NONE_OWN: frozenset[datetime] = frozenset()
_SOME_DESK = (0,)
# Remembered: days of half a kilobyte to one and a half, and spans of about so many days in all. A day is seen by most
# of those who ask while it stays as it is; what a country of offices offers would be more than a process has.
_MOST_STARTS, _MOST_SPANS, _MOST_DAYS = 4096, 100, 2048


class SlotState(StrEnum):
    """What a seeker may do with a slot."""

    OPEN = "open"
    FULL = "full"
    CLOSED = "closed"


class SlotReason(StrEnum):
    """Why a slot is not open, in the order in which the reasons are asked."""

    PAST = "past"
    ENDED = "ended"
    CLOSING_DAY = "closing_day"
    YOURS = "yours"
    DEADLINE_PASSED = "deadline_passed"
    NOT_YET_OPEN = "not_yet_open"
    CHANNEL = "channel"
    FULL = "full"


@dataclass(frozen=True)
class Lane:
    """A desk as slots see it: its id, the minutes that it rests after a consultation, and the first day without it."""

    desk_id: int
    rest_minutes: int
    ends_on: date | None = None


@dataclass(frozen=True)
class WeeklyTimes:
    """The weekly starts (weekday from Monday 0, office time) that hold from `valid_from` on."""

    valid_from: date
    starts: tuple[tuple[int, time], ...]

    @cached_property
    def by_weekday(self) -> Mapping[int, tuple[time, ...]]:
        """The starts of each weekday that has any, early ones first."""
        weekdays = {weekday for weekday, _ in self.starts}
        return {weekday: tuple(sorted(start for on, start in self.starts if on == weekday)) for weekday in weekdays}


@dataclass(frozen=True)
class Timetable:
    """All starts of a procedure: weekly times by their first day, and dates with starts of their own."""

    weekly: tuple[WeeklyTimes, ...]
    openings: Mapping[date, tuple[time, ...]] = field(default_factory=dict)

    def starts_on(self, day: date) -> tuple[datetime, ...]:
        """The starts of `day` in office time, early ones first, whether or not the office is open."""
        return tuple(at(day, start) for start in self.clocks_on(day))

    def clocks_on(self, day: date) -> tuple[time, ...]:
        """What the clock shows at these starts."""
        if day in self.openings:
            return tuple(sorted(self.openings[day]))
        for times in self._newest_first:
            if times.valid_from <= day:
                return times.by_weekday.get(day.weekday(), ())
        return ()

    @cached_property
    def _newest_first(self) -> tuple[WeeklyTimes, ...]:
        return tuple(sorted(self.weekly, key=lambda times: times.valid_from, reverse=True))


@dataclass(frozen=True, eq=False)
class Rules:
    """What decides over a procedure's bookings: what it says from which day on, its times, desks and office days.

    Deadlines and windows are asked for here, never reckoned from the values beside it. Each is itself alone, however
    alike: what is remembered of its days is found by it.
    """

    values: Dated[RuleValues]
    desk_closes: time
    timetable: Timetable
    lanes: tuple[Lane, ...]
    office_days: OfficeDays
    ends_on: date | None = None  # the first day on which the procedure is not held any more

    @property
    def longest_rest(self) -> int:
        """The minutes that a desk rests at most after a consultation."""
        return max((lane.rest_minutes for lane in self.lanes), default=0)

    @cached_property
    def last_end(self) -> date | None:
        """The first day on which the procedure, its office or the last of its desks has ended; None: never."""
        of_desks = [lane.ends_on for lane in self.lanes]
        last_desk = max(filter(None, of_desks), default=None) if all(of_desks) else None
        return first_end(self.ends_on, last_desk)

    def ended_on(self, day: date) -> bool:
        """Whether it has ended by that day."""
        return has_ended(self.last_end, on=day)

    def lanes_on(self, day: date) -> tuple[Lane, ...]:
        """The desks at which it is held that day, in the order in which they fill."""
        return tuple(lane for lane in self.lanes if not has_ended(lane.ends_on, on=day))

    def on(self, day: date) -> RuleValues:
        """What the procedure says on `day`: of consultations on it, or to who reads and books on it."""
        return self.values.on(day)

    def channels_between(self, first: date, last: date) -> frozenset[Channel]:
        """The channels that can book some consultation from `first` to `last` inclusive."""
        return frozenset(channel for values in self.values.between(first, last) for channel in values.channels)

    def shown_channel(self, first: date, last: date) -> Channel:
        """Through which channel these days are shown: the web where it can book on one of them, else the phone."""
        return Channel.WEB if Channel.WEB in self.channels_between(first, last) else Channel.PHONE

    def opens_at(self, day: date) -> datetime:
        """The first moment (office time) at which a consultation on `day` may be booked."""
        return opens_at(day, window_days=self.on(day).window_days)

    def last_open_day(self, today: date) -> date:
        """The last day whose booking has opened by `today`; days before it may open later, under other rules."""
        ends = [valid_from - timedelta(days=1) for valid_from, _ in self.values.changes]
        days = [
            min(today + timedelta(days=values.window_days), end)
            for values, end in zip(self.values.all, [*ends, date.max], strict=True)
        ]
        return max(day for day in days if self.opens_at(day).date() <= today)

    def deadline_day(self, day: date) -> date:
        """The last day on which a consultation on `day` can be booked."""
        return deadline_day(day, lead_open_days=self.on(day).lead_open_days, office_days=self.office_days)

    def closes_at(self, day: date, channel: Channel) -> datetime:
        """The first moment (office time) at which `channel` may no longer book a consultation on `day`."""
        values = self.on(day)
        if channel is Channel.WEB:
            return web_closes_at(
                day,
                lead_open_days=values.lead_open_days,
                web_cutoff_time=values.web_cutoff_time,
                office_days=self.office_days,
            )
        return desk_closes_at(
            day,
            lead_open_days=values.lead_open_days,
            desk_closes=self.desk_closes,
            office_days=self.office_days,
        )


def rules_from(
    values: Dated[RuleValues],
    *,
    desk_closes: time,
    weekly: Iterable[tuple[date, tuple[tuple[int, time], ...]]],
    starts_on_openings: Mapping[date, tuple[time, ...]],
    lanes: Iterable[Lane],
    office_days: OfficeDays,
    ends: Iterable[date | None],
) -> Rules:
    """The rules of a procedure, whether a file or rows say them.

    `weekly` are the starts of each timetable by its first day; `ends` are those of the office and of the procedure.
    """
    return Rules(
        values=values,
        desk_closes=desk_closes,
        timetable=Timetable(tuple(WeeklyTimes(*one) for one in weekly), starts_on_openings),
        lanes=tuple(lanes),
        office_days=office_days,
        ends_on=first_end(*ends),
    )


@dataclass(frozen=True)
class Taken:
    """The time that is taken: live claimed ticks (UTC) by desk, and the starts that the asking seeker has booked."""

    desk_ticks: Mapping[int, Collection[datetime]] = field(default_factory=dict)
    own_starts: Collection[datetime] = ()


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, eq=False, slots=True)
class SlotDay:
    """The slots of one day, and when time alone changes one of them next (None: never).

    While nothing about the day changes, the very same object is given.
    """

    slots: tuple[Slot, ...]
    turns_at: datetime | None

    @property
    def day(self) -> date:
        """The day of its slots, of which it has at least one."""
        return self.slots[0].starts_at.date()


def slots(rules: Rules, taken: Taken, *, first: date, last: date, channel: Channel, now: datetime) -> tuple[Slot, ...]:
    """Every slot from `first` to `last` inclusive (office days), as `channel` sees it at `now`."""
    days = slot_days(rules, taken, first=first, last=last, channel=channel, now=now)
    return tuple(slot for day in days for slot in day.slots)


def slot_days(
    rules: Rules, taken: Taken, *, first: date, last: date, channel: Channel, now: datetime
) -> tuple[SlotDay, ...]:
    """The slots as `slots` gives them, by day; days without a start are left out."""
    now, ever_busy = in_office_time(now), _ever_busy(taken)
    return tuple(_as_seen(day, taken, ever_busy, now) for day in _offered(rules, first, last, channel))


def has_start(rules: Rules, starts_at: datetime, channel: Channel) -> bool:
    """Whether the timetable has this start (office time), whatever else may stand against it."""
    return any(start.starts_at == starts_at for start in _day(rules, day_of(starts_at), channel).starts)


def slot_at(rules: Rules, taken: Taken, *, starts_at: datetime, channel: Channel, now: datetime) -> Slot:
    """The slot at `starts_at`, which must be one of the timetable's starts."""
    seen = _as_seen(_day(rules, day_of(starts_at), channel), taken, _ever_busy(taken), in_office_time(now))
    return next(slot for slot in seen.slots if slot.starts_at == starts_at)


def starts_in_time(rules: Rules, *, first: date, last: date, channel: Channel, now: datetime) -> Iterator[datetime]:
    """The starts (office time) that `channel` can book at `now`, as long as a desk is free."""
    for day in _offered(rules, first, last, channel):
        for start in day.starts:
            if _reason(day, start, _SOME_DESK, is_own=False, latest=now) is None:
                yield start.starts_at


def unchanged_until(days: Iterable[SlotDay], *, lapse: datetime | None, now: datetime) -> datetime:
    """The next moment at which time alone changes one of the slots or which days are shown (rules.md#caches).

    A slot starts, its deadline passes, its booking opens; a hold lapses (`lapse` is the first live one's end); or
    midnight comes, and today is another day.
    """
    turns = [day.turns_at for day in days if day.turns_at is not None]
    if lapse is not None and lapse > now:
        turns.append(lapse)
    return min([*turns, midnight(day_of(now) + timedelta(days=1))])


@dataclass(frozen=True, slots=True)
class _Start:
    """A start and, by the minutes of rest, the ticks (UTC) that a consultation from it on takes of such a desk."""

    starts_at: datetime
    ends_at: datetime
    ticks: Mapping[int, tuple[datetime, ...]]
    longest: tuple[datetime, ...]


@dataclass(frozen=True, eq=False, slots=True)
class _Day:
    """What a day offers on a channel, whoever asks and whenever. `turns` are the moments, in their order, at which time
    alone changes one of its slots.
    """

    starts: tuple[_Start, ...]
    lanes: tuple[Lane, ...]
    ended: bool
    closing: Closing | None
    opens_at: datetime
    closes_at: datetime
    by_this_channel: bool
    turns: tuple[datetime, ...]


@lru_cache(_MOST_SPANS)
def _offered(rules: Rules, first: date, last: date, channel: Channel) -> tuple[_Day, ...]:
    days = (_day(rules, day, channel) for day in _days(first, last) if rules.timetable.clocks_on(day))
    return tuple(days)


@lru_cache(_MOST_DAYS)
def _day(rules: Rules, day: date, channel: Channel) -> _Day:
    rests = tuple(sorted({lane.rest_minutes for lane in rules.lanes}))
    values = rules.on(day)
    starts = _starts(day, rules.timetable.clocks_on(day), values.length_minutes, rests)
    opens, closes = rules.opens_at(day), rules.closes_at(day, channel)
    return _Day(
        starts=starts,
        lanes=rules.lanes_on(day),
        ended=rules.ended_on(day),
        closing=rules.office_days.closing(day),
        opens_at=opens,
        closes_at=closes,
        by_this_channel=channel in values.channels,
        turns=tuple(sorted({opens, closes, *(start.starts_at for start in starts)})),
    )


@lru_cache(_MOST_DAYS)
def _starts(day: date, clocks: tuple[time, ...], length_minutes: int, rests: tuple[int, ...]) -> tuple[_Start, ...]:
    """The same ones for all procedures whose days are alike."""
    return tuple(_start(at(day, clock), length_minutes, rests) for clock in clocks)


@lru_cache(_MOST_STARTS)
def _start(starts_at: datetime, length_minutes: int, rests: tuple[int, ...]) -> _Start:
    """The same one for all procedures that are alike in this."""
    ticks = {rest: desk_ticks(starts_at, length_minutes=length_minutes, rest_minutes=rest) for rest in rests}
    longest = max(ticks.values(), key=len, default=())
    return _Start(starts_at, starts_at + timedelta(minutes=length_minutes), ticks, longest)


def _ever_busy(taken: Taken) -> frozenset[datetime]:
    """The ticks that are taken of any desk: a start that needs none of them has all desks free."""
    return frozenset().union(*taken.desk_ticks.values())


def _as_seen(day: _Day, taken: Taken, ever_busy: frozenset[datetime], now: datetime) -> SlotDay:
    """The day at `now` (office time)."""
    own, all_desks = _NONE_OWN, tuple([lane.desk_id for lane in day.lanes])
    free_desks = tuple(
        [
            all_desks if ever_busy.isdisjoint(start.longest) else _free_desks(start, day.lanes, taken.desk_ticks)
            for start in day.starts
        ]
    )
    if taken.own_starts:
        own = frozenset(start.starts_at for start in day.starts if start.starts_at in taken.own_starts)
    return _slot_day(day, bisect_right(day.turns, now), free_desks, own)


def _free_desks(start: _Start, lanes: Iterable[Lane], busy: Mapping[int, Collection[datetime]]) -> tuple[int, ...]:
    free = [lane.desk_id for lane in lanes if not _meet(busy.get(lane.desk_id, ()), start.ticks[lane.rest_minutes])]
    return tuple(free)


@lru_cache(_MOST_DAYS)
def _slot_day(day: _Day, passed: int, free_desks: tuple[tuple[int, ...], ...], own: frozenset[datetime]) -> SlotDay:
    """The day once the first `passed` of its turns have come."""
    latest = day.turns[passed - 1] if passed else None
    found = (
        _slot(day, start, free, is_own=start.starts_at in own, latest=latest)
        for start, free in zip(day.starts, free_desks, strict=True)
    )
    return SlotDay(tuple(found), turns_at=day.turns[passed] if passed < len(day.turns) else None)


def _slot(day: _Day, start: _Start, free_desks: tuple[int, ...], *, is_own: bool, latest: datetime | None) -> Slot:
    """The slot between `latest`, the turn of its day that came last (None: none has come), and the next one."""
    reason = _reason(day, start, free_desks, is_own=is_own, latest=latest)
    return Slot(
        starts_at=start.starts_at,
        ends_at=start.ends_at,
        state=_state(reason),
        reason=reason,
        closing=day.closing.name if day.closing else "",
        opens_at=day.opens_at,
        closes_at=day.closes_at,
        free_desks=free_desks,
    )


def _reason(
    day: _Day, start: _Start, free_desks: tuple[int, ...], *, is_own: bool, latest: datetime | None
) -> SlotReason | None:
    """The first that holds. Nothing is asked twice: a list asks it of hundreds of slots."""
    if _has_come(start.starts_at, latest):
        return SlotReason.PAST
    if day.ended:
        return SlotReason.ENDED
    if day.closing is not None:
        return SlotReason.CLOSING_DAY
    if is_own:
        return SlotReason.YOURS
    if _has_come(day.closes_at, latest):
        return SlotReason.DEADLINE_PASSED
    if not _has_come(day.opens_at, latest):
        return SlotReason.NOT_YET_OPEN
    if not day.by_this_channel:
        return SlotReason.CHANNEL
    return None if free_desks else SlotReason.FULL


def _has_come(turn: datetime, latest: datetime | None) -> bool:
    return latest is not None and turn <= latest


def _days(first: date, last: date) -> Iterator[date]:
    for n in range((last - first).days + 1):
        yield first + timedelta(days=n)


def _meet(busy: Collection[datetime], wanted: Iterable[datetime]) -> bool:
    return bool(busy) and any(tick in busy for tick in wanted)


def _state(reason: SlotReason | None) -> SlotState:
    if reason is None:
        return SlotState.OPEN
    return SlotState.FULL if reason is SlotReason.FULL else SlotState.CLOSED
