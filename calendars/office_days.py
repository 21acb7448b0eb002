"""Which days an office works and how to count them; knows no procedures and reads no data.

An office is closed on Saturdays, Sundays, national holidays, from 29 December to 3 January (Act 91 of 1988
on holidays of administrative organs, art. 1) and on closing days of its own (rules.md#office-days).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
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
    reasons by day. `extra_openings` holds the days with starts of their own and whether each counts as an
    office day (rules.md#office-days); the flag is for days otherwise closed, an ordinary working day stays one.
    """

    national_holiday: Callable[[date], str | None]
    own_closing_days: Mapping[date, str] = field(default_factory=dict)
    extra_openings: Mapping[date, bool] = field(default_factory=dict)

    def closing(self, day: date) -> Closing | None:
        """Why no consultation can be held on `day`; None on office days and on extra openings.

        The office's own closing day comes first, above an extra opening on the same date as well.
        """
        if day in self.own_closing_days:
            return Closing(ClosingKind.OWN, self.own_closing_days[day])
        if day in self.extra_openings:
            return None
        return self._public_closing(day)

    def is_office_day(self, day: date) -> bool:
        """Whether `day` counts when days are counted in office days (開庁日)."""
        if day in self.own_closing_days:
            return False
        return self.extra_openings.get(day, False) or self._public_closing(day) is None

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
