"""The rule of slots: of each time that a timetable offers, its state and the first reason why it cannot be booked.

Pure: timetable, office days, taken times and the present moment come in, slots come out (rules.md#slots). Slots are
never stored; the page, the API, the feeds and the booking itself all ask `slot_days`, which asks here and remembers.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property

from booking.availability.dated import Dated
from booking.availability.deadlines import deadline_day, desk_closes_at, opens_at, web_closes_at
from booking.availability.ends import first_end, has_ended
from booking.availability.rule_values import RuleValues
from booking.availability.ticks import desk_ticks
from booking.core.channels import Channel
from calendars.office_days import Closing, ClosingDay, ClosingKind, OfficeDays
from calendars.office_time import at


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
class Offer:
    """What a procedure offers on a day through a channel, whoever asks and whenever. Moments are office time."""

    lanes: tuple[Lane, ...]
    ended: bool
    closing: Closing | None
    closed_hours: tuple[ClosingDay, ...]
    opens_at: datetime
    closes_at: datetime
    by_this_channel: bool


@dataclass(frozen=True, slots=True)
class Start:
    """A start and, by the minutes of rest, the ticks (UTC) that a consultation from it on takes of such a desk."""

    starts_at: datetime
    ends_at: datetime
    ticks: Mapping[int, tuple[datetime, ...]]
    longest: tuple[datetime, ...]  # of a desk that rests longest: all that any of them needs


def reason_against(
    offer: Offer, starts_at: datetime, *, now: datetime, is_closed: bool, is_own: bool, has_free_desk: bool
) -> SlotReason | None:
    """The first reason that holds, in the order of `SlotReason`; None for an open slot."""
    if starts_at <= now:
        return SlotReason.PAST
    if offer.ended:
        return SlotReason.ENDED
    if is_closed:
        return SlotReason.CLOSING_DAY
    if is_own:
        return SlotReason.YOURS
    if offer.closes_at <= now:
        return SlotReason.DEADLINE_PASSED
    if now < offer.opens_at:
        return SlotReason.NOT_YET_OPEN
    if not offer.by_this_channel:
        return SlotReason.CHANNEL
    return None if has_free_desk else SlotReason.FULL


def offer_on(rules: Rules, day: date, channel: Channel) -> Offer:
    """What the rules say of `day` as `channel` sees it."""
    return Offer(
        lanes=rules.lanes_on(day),
        ended=rules.ended_on(day),
        closing=rules.office_days.closing(day),
        closed_hours=rules.office_days.closed_hours(day),
        opens_at=rules.opens_at(day),
        closes_at=rules.closes_at(day, channel),
        by_this_channel=channel in rules.on(day).channels,
    )


def start_at(starts_at: datetime, *, length_minutes: int, rests: Iterable[int]) -> Start:
    """The start, for desks that rest as long as one of `rests` says (minutes)."""
    ticks = {rest: desk_ticks(starts_at, length_minutes=length_minutes, rest_minutes=rest) for rest in rests}
    longest = max(ticks.values(), key=len, default=())
    return Start(starts_at, starts_at + timedelta(minutes=length_minutes), ticks, longest)


def free_desks(start: Start, lanes: Iterable[Lane], busy: Mapping[int, Collection[datetime]]) -> tuple[int, ...]:
    """The desks at which a consultation from `start` on meets nothing taken, in the order in which they fill."""
    free = [lane.desk_id for lane in lanes if not _meet(busy.get(lane.desk_id, ()), start.ticks[lane.rest_minutes])]
    return tuple(free)


def slot_of(offer: Offer, start: Start, free: tuple[int, ...], *, is_own: bool, now: datetime) -> Slot:
    """The slot at `now`: `free` are the desks that could take it, `is_own` that the asking seeker has booked it."""
    closing = _closing_of(offer, start)
    reason = reason_against(
        offer, start.starts_at, now=now, is_closed=closing is not None, is_own=is_own, has_free_desk=bool(free)
    )
    return Slot(
        starts_at=start.starts_at,
        ends_at=start.ends_at,
        state=_state(reason),
        reason=reason,
        closing=closing.name if closing else "",
        opens_at=offer.opens_at,
        closes_at=offer.closes_at,
        free_desks=free,
    )


def _closing_of(offer: Offer, start: Start) -> Closing | None:
    """Why nothing is held from `start` on: the whole day is closed, or these hours of it."""
    if offer.closing is not None or not offer.closed_hours:
        return offer.closing
    closed = (one for one in offer.closed_hours if one.meets(start.starts_at, start.ends_at))
    return next((Closing(ClosingKind.OWN, one.reason) for one in closed), None)


def _meet(busy: Collection[datetime], wanted: Iterable[datetime]) -> bool:
    return bool(busy) and any(tick in busy for tick in wanted)


def _state(reason: SlotReason | None) -> SlotState:
    if reason is None:
        return SlotState.OPEN
    return SlotState.FULL if reason is SlotReason.FULL else SlotState.CLOSED
