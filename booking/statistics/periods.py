"""The days over which is counted: a month, or from one day to another."""

from dataclasses import dataclass
from datetime import date, timedelta

LONGEST_DAYS = 366
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """Consultation days (office time) from `first` to `last` inclusive, of which there is at least one."""

    first: date
    last: date

    @property
    def days(self) -> tuple[date, ...]:
        """Each of its days."""
        return tuple(self.first + n * _ONE_DAY for n in range(self.length))

    @property
    def length(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def before(self) -> "Period":
        """The one to compare it with: the month before a whole month, else as many days just before it."""
        if self == month_of(self.first):
            return month_of(self.first - _ONE_DAY)
        return Period(self.first - self.length * _ONE_DAY, self.first - _ONE_DAY)


def month_of(day: date) -> Period:
    """The month of `day`."""
    first = day.replace(day=1)
    return Period(first, (first + timedelta(days=31)).replace(day=1) - _ONE_DAY)
