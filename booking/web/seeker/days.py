"""Lays slots out for the eye: days in weeks from Monday, each with one state, and the slots of one day."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from booking.availability.slots import Slot, SlotReason, SlotState
from booking.availability.words import reason_of
from calendars.office_days import OfficeDays
from calendars.office_time import day_of

_SUNDAY = 6

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


@dataclass(frozen=True)
class CalendarDay:
    """A day in the calendar. `state` is a slot's state or reason, or no_times; `url` leads to its slots."""

    date: date
    state: str
    detail: str  # the name of the closing day, else empty
    url: str | None


@dataclass(frozen=True)
class ShownSlot:
    """A slot with its reason in words. Moments are office time; `closes_at` is the first refused moment."""

    starts_at: datetime
    ends_at: datetime
    state: SlotState
    reason: SlotReason | None
    closes_at: datetime
    detail: str


def weeks_of(
    slots: Iterable[Slot], office_days: OfficeDays, *, first: date, last: date, url_of: Callable[[date], str]
) -> tuple[tuple[CalendarDay | None, ...], ...]:
    """The days from `first` to `last` inclusive in rows of seven, Monday first; None pads both ends."""
    by_day = _by_day(slots)
    days: list[CalendarDay | None] = [None] * first.weekday()
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        days.append(_calendar_day(day, by_day[day], office_days, url_of))
    days.extend([None] * (_SUNDAY - last.weekday()))
    return tuple(tuple(days[row : row + 7]) for row in range(0, len(days), 7))


def shown_slots(slots: Iterable[Slot], day: date, *, phone_only_reason: str) -> tuple[ShownSlot, ...]:
    """The slots of `day`, ready to be shown."""
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
        if slot.starts_at.date() == day
    )


def first_open_day(slots: Iterable[Slot]) -> date | None:
    """The first day on which something is open."""
    return next((day_of(slot.starts_at) for slot in slots if slot.state is SlotState.OPEN), None)


def _by_day(slots: Iterable[Slot]) -> defaultdict[date, list[Slot]]:
    by_day: defaultdict[date, list[Slot]] = defaultdict(list)
    for slot in slots:
        by_day[slot.starts_at.date()].append(slot)
    return by_day


def _calendar_day(
    day: date, slots: Sequence[Slot], office_days: OfficeDays, url_of: Callable[[date], str]
) -> CalendarDay:
    closing = office_days.closing(day)
    if closing is not None:
        return CalendarDay(day, _CLOSING_DAY, closing.name, None)
    if not slots:
        return CalendarDay(day, _NO_TIMES, "", None)
    states = {str(slot.reason or slot.state) for slot in slots}
    return CalendarDay(day, next(state for state in _CALLED_BY if state in states), "", url_of(day))
