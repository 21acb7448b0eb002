"""Whether a booking's time is still offered where it stands: closed days, changed timetables, desks taken out.

Such a booking stays valid (rules.md#changes-of-days); pages mark it, and a change of the office shows whom it concerns.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from booking.availability.slots import Rules
from calendars.office_days import Closing
from calendars.office_time import day_of, in_office_time


class Outside(StrEnum):
    """Why a time would not be offered today."""

    ENDED = "ended"
    CLOSING_DAY = "closing_day"
    NO_SUCH_START = "no_such_start"
    DESK_TAKEN_OUT = "desk_taken_out"
    OTHER_LENGTH = "other_length"


@dataclass(frozen=True)
class Place:
    """A time at a desk; `minutes` is how long the consultation was made."""

    starts_at: datetime
    minutes: int
    desk_id: int


def why_outside(rules: Rules, place: Place) -> frozenset[Outside]:
    """Every reason for which `rules` do not offer this place; empty for one that they do."""
    day = day_of(place.starts_at)
    reasons = {
        Outside.ENDED: rules.ended_on(day),
        Outside.CLOSING_DAY: closing_of(rules, place) is not None,
        Outside.NO_SUCH_START: in_office_time(place.starts_at) not in rules.timetable.starts_on(day),
        Outside.OTHER_LENGTH: rules.on(day).length_minutes != place.minutes,
        Outside.DESK_TAKEN_OUT: all(lane.desk_id != place.desk_id for lane in rules.lanes_on(day)),
    }
    return frozenset(reason for reason, holds in reasons.items() if holds)


def closing_of(rules: Rules, place: Place) -> Closing | None:
    """Why the office is closed then: all day, or in these hours."""
    starts_at = in_office_time(place.starts_at)
    return rules.office_days.closing_at(starts_at, starts_at + timedelta(minutes=place.minutes))


def loses_place(before: Rules, after: Rules, place: Place) -> bool:
    """Whether a change from `before` to `after` takes the place away: for a reason that did not hold already."""
    return bool(why_outside(after, place) - why_outside(before, place))


def fits_elsewhere(before: Rules, after: Rules, place: Place, *, other_id: int) -> bool:
    """Whether every reason against the same start at the desk `other_id` held already at the booking's own desk."""
    return why_outside(after, replace(place, desk_id=other_id)) <= why_outside(before, place)
