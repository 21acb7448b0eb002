"""What one more start on a weekday would have changed: for how many who found no place there would have been one."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from booking.statistics.counts import CountedBooking, CountedDemand


@dataclass(frozen=True)
class OneMoreStart:
    """One more start on a weekday (from Monday 0), on `days` days of the period, with `places` places on each.

    Of the people who found no place, `same_day` could have come on the very day that they wanted, `same_week` if any
    day of that week suited them. Nobody is counted who found another place of the procedure that day, or that week.
    """

    weekday: int
    days: int
    places: int
    same_day: int
    same_week: int


def unserved(demands: Iterable[CountedDemand], bookings: Iterable[CountedBooking]) -> Collection[CountedDemand]:
    """The demands of a procedure whose people did not get a place of it on the same day, each person and day once."""
    served = {(one.seeker_id, one.day) for one in bookings if not one.status.cancelled}
    first = {(one.seeker_id, one.day): one for one in demands}
    return [one for key, one in first.items() if key not in served]


def one_more_start(
    weekdays: Iterable[int],
    open_days: Collection[date],
    demands: Collection[CountedDemand],
    bookings: Collection[CountedBooking],
    *,
    desks: int,
) -> Sequence[OneMoreStart]:
    """What one more start at each of `desks` desks would have served, for each of the weekdays on which it might be.

    `open_days` are the office days of the period.
    """
    on_day = _people(unserved(demands, bookings), lambda one: one.day)
    served_weeks = {(one.seeker_id, _week(one.day)) for one in bookings if not one.status.cancelled}
    without_week = [one for one in demands if (one.seeker_id, _week(one.day)) not in served_weeks]
    in_week = _people(without_week, lambda one: _week(one.day))

    def start_on(weekday: int) -> OneMoreStart:
        days = [day for day in open_days if day.weekday() == weekday]
        return OneMoreStart(
            weekday=weekday,
            days=len(days),
            places=desks,
            same_day=sum(min(desks, len(on_day[day])) for day in days),
            same_week=sum(min(desks, len(in_week[_week(day)])) for day in days),
        )

    return [start_on(weekday) for weekday in weekdays]


def _people(demands: Iterable[CountedDemand], when: Callable[[CountedDemand], date]) -> Mapping[date, set[int]]:
    found: dict[date, set[int]] = defaultdict(set)
    for one in demands:
        found[when(one)].add(one.seeker_id)
    return found


def _week(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())
