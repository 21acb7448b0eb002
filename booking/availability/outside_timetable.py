"""Whether a booking's time is still offered where it stands: closed days, changed timetables, desks taken out.

Such a booking stays valid (rules.md#changes-of-days); pages mark it, and a change of the office shows whom it concerns.
"""

from datetime import datetime
from enum import StrEnum

from booking.availability.slots import Rules
from calendars.office_time import day_of, in_office_time


class Outside(StrEnum):
    """Why a time would not be offered today."""

    ENDED = "ended"
    CLOSING_DAY = "closing_day"
    NO_SUCH_START = "no_such_start"
    DESK_TAKEN_OUT = "desk_taken_out"


def why_outside(rules: Rules, *, starts_at: datetime, desk_id: int) -> frozenset[Outside]:
    """Every reason for which `rules` do not offer this start at this desk; empty for one that they do."""
    day = day_of(starts_at)
    reasons = {
        Outside.ENDED: rules.ended_on(day),
        Outside.CLOSING_DAY: rules.office_days.closing(day) is not None,
        Outside.NO_SUCH_START: in_office_time(starts_at) not in rules.timetable.starts_on(day),
        Outside.DESK_TAKEN_OUT: all(lane.desk_id != desk_id for lane in rules.lanes_on(day)),
    }
    return frozenset(reason for reason, holds in reasons.items() if holds)


def loses_place(before: Rules, after: Rules, *, starts_at: datetime, desk_id: int) -> bool:
    """Whether a change from `before` to `after` takes the place away: for a reason that did not hold already."""
    was = why_outside(before, starts_at=starts_at, desk_id=desk_id)
    return bool(why_outside(after, starts_at=starts_at, desk_id=desk_id) - was)


def fits_elsewhere(before: Rules, after: Rules, *, starts_at: datetime, desk_id: int, other_id: int) -> bool:
    """Whether every reason against the same start at the desk `other_id` held already at the booking's own desk."""
    was = why_outside(before, starts_at=starts_at, desk_id=desk_id)
    return why_outside(after, starts_at=starts_at, desk_id=other_id) <= was
