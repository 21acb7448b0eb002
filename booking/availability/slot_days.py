"""The slots of days, remembered for a while: the same day is asked for again and again.

A day changes only by a claim on it, or at one of a few moments. What decides is the rule of slots
beside this; what is remembered here changes no answer.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from booking.availability.slots import Offer, Rules, Slot, Start, Taken, free_desks, offer_on, slot_of, start_at
from booking.core.channels import Channel
from calendars.office_time import at, day_of, in_office_time, midnight

_NONE_OWN: frozenset[datetime] = frozenset()
_BEFORE_ALL = datetime(1, 1, 2, tzinfo=UTC)
# Remembered: days of half a kilobyte to one and a half, and spans of about so many days in all. A day is seen by most
# of those who ask while it stays as it is; what a country of offices offers would be more than a process has.
_MOST_STARTS, _MOST_SPANS, _MOST_DAYS, _MOST_SEEN = 4096, 100, 2048, 1024


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
    now, busy = in_office_time(now), _busy(taken)
    return tuple(_as_seen(day, taken, busy, now) for day in _days(rules, first, last, channel))


def has_start(rules: Rules, starts_at: datetime, channel: Channel) -> bool:
    """Whether the timetable has this start (office time), whatever else may stand against it."""
    return any(start.starts_at == starts_at for start in _day(rules, day_of(starts_at), channel).starts)


def slot_at(rules: Rules, taken: Taken, *, starts_at: datetime, channel: Channel, now: datetime) -> Slot:
    """The slot at `starts_at`, which must be one of the timetable's starts."""
    seen = _as_seen(_day(rules, day_of(starts_at), channel), taken, _busy(taken), in_office_time(now))
    return next(slot for slot in seen.slots if slot.starts_at == starts_at)


def unchanged_until(days: Iterable[SlotDay], *, lapse: datetime | None, now: datetime) -> datetime:
    """The next moment at which time alone changes one of the slots or which days are shown (rules.md#caches).

    A slot starts, its deadline passes, its booking opens; a hold lapses (`lapse` is the first live one's end); or
    midnight comes, and today is another day.
    """
    turns = [day.turns_at for day in days if day.turns_at is not None]
    if lapse is not None and lapse > now:
        turns.append(lapse)
    return min([*turns, midnight(day_of(now) + timedelta(days=1))])


@dataclass(frozen=True, eq=False, slots=True)
class _Day:
    """A day with its starts. `turns` are the moments, in their order, at which time alone changes one of its slots.

    `ticks` are all that its starts need, and `all_free` the free desks of each start while none of these is taken.
    """

    offer: Offer
    starts: tuple[Start, ...]
    turns: tuple[datetime, ...]
    ticks: frozenset[datetime]
    all_free: tuple[tuple[int, ...], ...]


@lru_cache(_MOST_SPANS)
def _days(rules: Rules, first: date, last: date, channel: Channel) -> tuple[_Day, ...]:
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return tuple(_day(rules, day, channel) for day in days if rules.timetable.clocks_on(day))


@lru_cache(_MOST_DAYS)
def _day(rules: Rules, day: date, channel: Channel) -> _Day:
    rests = tuple(sorted({lane.rest_minutes for lane in rules.lanes}))
    starts = _starts(day, rules.timetable.clocks_on(day), rules.on(day).length_minutes, rests)
    offer = offer_on(rules, day, channel)
    turns = {offer.opens_at, offer.closes_at, *(start.starts_at for start in starts)}
    desks = tuple([lane.desk_id for lane in offer.lanes])
    ticks = frozenset(tick for start in starts for tick in start.longest)
    return _Day(offer, starts, tuple(sorted(turns)), ticks, (desks,) * len(starts))


@lru_cache(_MOST_DAYS)
def _starts(day: date, clocks: tuple[time, ...], length_minutes: int, rests: tuple[int, ...]) -> tuple[Start, ...]:
    """The same objects for all procedures whose days are alike."""
    return tuple(_start(at(day, clock), length_minutes, rests) for clock in clocks)


@lru_cache(_MOST_STARTS)
def _start(starts_at: datetime, length_minutes: int, rests: tuple[int, ...]) -> Start:
    """The same object for all procedures that are alike in this."""
    return start_at(starts_at, length_minutes=length_minutes, rests=rests)


def _busy(taken: Taken) -> frozenset[datetime]:
    """The ticks that are taken of any desk. What needs none of them has all desks free: most of a list's days do."""
    return frozenset().union(*taken.desk_ticks.values())


def _as_seen(day: _Day, taken: Taken, busy: frozenset[datetime], now: datetime) -> SlotDay:
    """The day at `now` (office time)."""
    free, own = day.all_free, _NONE_OWN
    if taken.own_starts:
        own = frozenset(start.starts_at for start in day.starts if start.starts_at in taken.own_starts)
    if not busy.isdisjoint(day.ticks):
        lanes = day.offer.lanes
        free = tuple(
            [
                all_free if busy.isdisjoint(start.longest) else free_desks(start, lanes, taken.desk_ticks)
                for start, all_free in zip(day.starts, day.all_free, strict=True)
            ]
        )
    return _slot_day(day, bisect_right(day.turns, now), free, own)


@lru_cache(_MOST_SEEN)
def _slot_day(day: _Day, passed: int, free: tuple[tuple[int, ...], ...], own: frozenset[datetime]) -> SlotDay:
    """The day once the first `passed` of its turns have come; until the next one it stays the same."""
    turned_at = day.turns[passed - 1] if passed else _BEFORE_ALL
    found = (
        slot_of(day.offer, start, desks, is_own=start.starts_at in own, now=turned_at)
        for start, desks in zip(day.starts, free, strict=True)
    )
    return SlotDay(tuple(found), turns_at=day.turns[passed] if passed < len(day.turns) else None)
