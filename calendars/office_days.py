"""Which days an office works and how to count them; knows no procedures and reads no data.

An office is closed on Saturdays, Sundays, national holidays, from 29 December to 3 January (Act 91 of 1988
on holidays of administrative organs, art. 1) and on closing days of its own (rules.md#office-days).
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

_LONGEST_CLOSURE_DAYS = 366
_WEEKEND_NAMES = {5: "土曜日", 6: "日曜日"}
_YEAR_END_NAME = "年末年始"
_ONE_DAY = timedelta(days=1)


class ClosingKind(StrEnum):
    """Why an office is closed on a day."""

    WEEKEND = "weekend"
    NATIONAL_HOLIDAY = "national_holiday"
    YEAR_END = "year_end"
    OWN = "own"


@dataclass(frozen=True)
class Closing:
    """Why a day is closed, with a Japanese name: 土曜日, 勤労感謝の日, 年末年始 or the office's own."""

    kind: ClosingKind
    name: str


@dataclass(frozen=True)
class ClosingDay:
    """A day on which one office alone is closed; weekends and national holidays are not listed.

    With `every_year` it is that day of every year from `day` on. With hours only what is held between them falls
    away, and the day is an office day as ever: from `closed_from` to the day's end, or from its beginning until
    `closed_until`, or between the two.
    """

    day: date
    reason: str
    every_year: bool = False
    closed_from: time | None = None
    closed_until: time | None = None

    @property
    def is_whole(self) -> bool:
        """Whether the office is closed all day."""
        return self.closed_from is None and self.closed_until is None

    def falls_on(self, day: date) -> bool:
        """Whether it is about `day`."""
        if not self.every_year:
            return day == self.day
        return day >= self.day and (day.month, day.day) == (self.day.month, self.day.day)

    def days(self, first: date, last: date) -> Iterator[date]:
        """The days that it is about, from `first` to `last` inclusive; 29 February is one in leap years only."""
        for year in range(first.year, last.year + 1):
            day = _day_or_none(year, self.day.month, self.day.day)
            if day is not None and first <= day <= last and self.falls_on(day):
                yield day

    def meets(self, starts_at: datetime, ends_at: datetime) -> bool:
        """Whether a consultation between these moments (office time, of its day) would be held in closed hours."""
        began = self.closed_from is None or ends_at.date() > starts_at.date() or ends_at.time() > self.closed_from
        return began and (self.closed_until is None or starts_at.time() < self.closed_until)


class NoOfficeDayError(ValueError):
    """An office is closed for more than a year on end, so that no office day can be counted from `day`."""

    def __init__(self, day: date) -> None:
        super().__init__(
            f"no office day within {_LONGEST_CLOSURE_DAYS} days of {day.isoformat()}: check the office's closing days"
        )
        self.day = day


@dataclass(frozen=True)
class OfficeDays:
    """The days on which one office works.

    `national_holiday` names the holiday on a day or answers None. `own_closing_days` holds the office's
    reasons by day; `other_closings` are its closings of every year or of some hours. `extra_openings` holds the days
    with starts of their own and whether each counts as an office day (rules.md#office-days); the flag is for days
    otherwise closed, an ordinary working day stays one.
    """

    national_holiday: Callable[[date], str | None]
    own_closing_days: Mapping[date, str] = field(default_factory=dict)
    extra_openings: Mapping[date, bool] = field(default_factory=dict)
    other_closings: Collection[ClosingDay] = ()

    @classmethod
    def of(
        cls,
        national_holiday: Callable[[date], str | None],
        closing_days: Iterable[ClosingDay],
        extra_openings: Mapping[date, bool],
    ) -> "OfficeDays":
        """The days of an office with these closings of its own."""
        own: dict[date, str] = {}
        others = []
        for one in closing_days:
            if one.is_whole and not one.every_year:
                own[one.day] = one.reason
            else:
                others.append(one)
        return cls(national_holiday, own, extra_openings, tuple(others))

    def closing(self, day: date) -> Closing | None:
        """Why no consultation can be held on `day`; None on office days and on extra openings.

        The office's own closing of that date comes first, above an extra opening on it as well; one of every year
        comes after the opening, which names its date.
        """
        if day in self.own_closing_days:
            return Closing(ClosingKind.OWN, self.own_closing_days[day])
        if day in self.extra_openings:
            return None
        return self._yearly_closing(day) or self._public_closing(day)

    def closed_hours(self, day: date) -> tuple[ClosingDay, ...]:
        """The closings of some hours of `day`."""
        if not self.other_closings:
            return ()
        return tuple(one for one in self.other_closings if not one.is_whole and one.falls_on(day))

    def closing_at(self, starts_at: datetime, ends_at: datetime) -> Closing | None:
        """Why no consultation can be held between these moments (office time): its day is closed, or its hours are."""
        day = starts_at.date()
        closed = (
            Closing(ClosingKind.OWN, one.reason) for one in self.closed_hours(day) if one.meets(starts_at, ends_at)
        )
        return self.closing(day) or next(closed, None)

    def is_office_day(self, day: date) -> bool:
        """Whether `day` counts when days are counted in office days (開庁日)."""
        if day in self.own_closing_days:
            return False
        closing = self._yearly_closing(day) or self._public_closing(day)
        return self.extra_openings.get(day, False) or closing is None

    def before(self, day: date, n: int) -> date:
        """The n-th office day before `day`, which itself is day 0 whether it is an office day or not.

        Raises NoOfficeDayError when the office is closed for more than 366 days on end.
        """
        return self._count(day, n, -_ONE_DAY)

    def after(self, day: date, n: int) -> date:
        """The n-th office day after `day`, which itself is day 0; raises as `before` does."""
        return self._count(day, n, _ONE_DAY)

    def _count(self, day: date, n: int, step: timedelta) -> date:
        if n < 0:
            raise ValueError(f"office days are counted from 0 upwards, got {n}")
        for _ in range(n):
            day = self._next_office_day(day, step)
        return day

    def _next_office_day(self, day: date, step: timedelta) -> date:
        candidate = day
        for _ in range(_LONGEST_CLOSURE_DAYS + 1):
            candidate += step
            if self.is_office_day(candidate):
                return candidate
        raise NoOfficeDayError(day)

    def _yearly_closing(self, day: date) -> Closing | None:
        if not self.other_closings:
            return None
        yearly = (one for one in self.other_closings if one.every_year and one.is_whole and one.falls_on(day))
        return next((Closing(ClosingKind.OWN, one.reason) for one in yearly), None)

    def _public_closing(self, day: date) -> Closing | None:
        if holiday := self.national_holiday(day):
            return Closing(ClosingKind.NATIONAL_HOLIDAY, holiday)
        if _is_year_end(day):
            return Closing(ClosingKind.YEAR_END, _YEAR_END_NAME)
        if name := _WEEKEND_NAMES.get(day.weekday()):
            return Closing(ClosingKind.WEEKEND, name)
        return None


def _is_year_end(day: date) -> bool:
    return (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3)


def _day_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
