"""Lays slots out for the eye: days in weeks from Monday, each with one state, and the slots of one day."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from booking.availability.slot_days import SlotDay
from booking.availability.slots import Rules, Slot, SlotReason, SlotState
from booking.availability.words import reason_of
from booking.waiting_list.rules import has_open
from calendars.office_days import OfficeDays

_SATURDAY, _SUNDAY = 5, 6

# What a day with several slots is called: the first of these that one of them is.
_CALLED_BY: tuple[str, ...] = (
    SlotReason.YOURS,
    SlotState.OPEN,
    SlotReason.FULL,
    SlotReason.DEADLINE_PASSED,
    SlotReason.NOT_YET_OPEN,
    SlotReason.CHANNEL,
    SlotReason.ENDED,
    SlotReason.PAST,
)
_CLOSING_DAY = SlotReason.CLOSING_DAY.value
_NO_TIMES = "no_times"
# Remembered: months of ten kilobytes, and about as many days as they have.
_MOST_MONTHS, _MOST_DAYS = 128, 2048


class CalendarDay(NamedTuple):
    """A day in the calendar. `state` is a slot's state or reason, or no_times; `url` leads to its slots.

    A tuple, because what is drawn of a week is found by its days, for each page anew.
    """

    date: date
    state: str
    detail: str  # the name of the closing day, else empty
    url: str | None
    is_today: bool = False
    is_chosen: bool = False
    names_month: bool = False  # the first that is shown of its month


Week = tuple[CalendarDay | None, ...]


@dataclass(frozen=True)
class Month:
    """The days that can be looked at, in rows of seven, Monday first; None pads both ends.

    `closings` are closing days with their names, but for weekends, which explain themselves.
    """

    today: date
    weeks: tuple[Week, ...]
    states: frozenset[str]
    closings: tuple[tuple[date, str], ...]


class ShownSlot(NamedTuple):
    """A slot with its reason in words. Moments are office time; `closes_at` is the first refused moment.

    A tuple, because what is drawn of a day's times is found by them.
    """

    starts_at: datetime
    ends_at: datetime
    state: SlotState
    reason: SlotReason | None
    closes_at: datetime
    detail: str


def month_of(
    slot_days: tuple[SlotDay, ...], rules: Rules, *, first: date, last: date, chosen: date, address: str
) -> Month:
    """The days from `first`, which is today, to `last` inclusive, of which `chosen` is looked at.

    `address` is that of the page on which each of them can be looked at.
    """
    month = _month(slot_days, rules, first, last, address)
    return replace(month, weeks=tuple(_looked_at(week, chosen) for week in month.weeks))


def shown_slots(slots: Iterable[Slot], *, phone_only_reason: str) -> tuple[ShownSlot, ...]:
    """The slots of a day, ready to be shown."""
    return tuple(
        ShownSlot(
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            state=slot.state,
            reason=slot.reason,
            closes_at=slot.closes_at,
            detail=reason_of(slot, phone_only_reason=phone_only_reason),
        )
        for slot in slots
    )


def first_open_day(slot_days: Iterable[SlotDay]) -> date | None:
    """The first day on which something is open."""
    return next((each.day for each in slot_days if has_open(each.slots)), None)


@lru_cache(_MOST_MONTHS)
def _month(slot_days: tuple[SlotDay, ...], rules: Rules, first: date, last: date, address: str) -> Month:
    """The month while none of its days is looked at: it stays the same while slots do."""
    by_day = {each.day: each for each in slot_days}
    days = []
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        found = _calendar_day(day, by_day.get(day), rules, address)
        days.append(found if n else found._replace(is_today=True, names_month=True))
    return Month(
        today=first,
        weeks=_in_weeks(days),
        states=frozenset(each.state for each in days),
        closings=tuple((each.date, each.detail) for each in days if each.detail and each.date.weekday() < _SATURDAY),
    )


@lru_cache(_MOST_DAYS)
def _calendar_day(day: date, slot_day: SlotDay | None, rules: Rules, address: str) -> CalendarDay:
    """The day while it is another one than today: claims on a day of the month leave the others as they are."""
    state, detail = _state_on(day, slot_day, rules.office_days)
    url = f"{address}?day={day.isoformat()}#times" if state not in {_CLOSING_DAY, _NO_TIMES} else None
    return CalendarDay(day, state, detail, url, names_month=day.day == 1)


def _looked_at(week: Week, chosen: date) -> Week:
    if not any(day and day.date == chosen for day in week):
        return week
    return tuple(day._replace(is_chosen=True) if day and day.date == chosen else day for day in week)


def _in_weeks(days: list[CalendarDay]) -> tuple[Week, ...]:
    padded = [*[None] * days[0].date.weekday(), *days, *[None] * (_SUNDAY - days[-1].date.weekday())]
    return tuple(tuple(padded[row : row + 7]) for row in range(0, len(padded), 7))


def _state_on(day: date, slot_day: SlotDay | None, office_days: OfficeDays) -> tuple[str, str]:
    closing = office_days.closing(day)
    if closing is not None:
        return _CLOSING_DAY, closing.name
    return _called(slot_day) if slot_day else _NO_TIMES, ""


def _called(slot_day: SlotDay) -> str:
    states = {str(slot.reason or slot.state) for slot in slot_day.slots}
    return next(state for state in _CALLED_BY if state in states)
