"""The rules of a procedure as an office file says them, so that a change can be judged before it is made."""

from collections.abc import Callable, Mapping
from datetime import date

from booking.availability.slots import Lane, Rules, rules_from
from booking.offices.file.shape import Desk, Office, Procedure
from calendars.office_days import OfficeDays


def rules_in(
    office: Office,
    procedure: Procedure,
    *,
    national_holiday: Callable[[date], str | None],
    desk_ids: Mapping[str, int],
) -> Rules:
    """What decides over the procedure's slots. `desk_ids` are by code; a desk that is not in them is left out."""
    desks = {desk.code: desk for desk in office.desks}
    return rules_from(
        procedure.values,
        desk_closes=office.desk_closes,
        weekly=[
            (timetable.valid_from, tuple((weekly.weekday, weekly.start) for weekly in timetable.weekly))
            for timetable in procedure.timetables
        ],
        starts_on_openings={
            opening.day: tuple(start.start for start in opening.starts if start.procedure == procedure.code)
            for opening in office.extra_openings
        },
        lanes=[_lane(desks[code], desk_ids[code]) for code in procedure.desks if code in desk_ids],
        office_days=office_days_in(office, national_holiday),
        ends=[office.ends_on, procedure.ends_on],
    )


def office_days_in(office: Office, national_holiday: Callable[[date], str | None]) -> OfficeDays:
    """The days on which the office works."""
    openings = {opening.day: opening.counts_as_office_day for opening in office.extra_openings}
    return OfficeDays.of(national_holiday, office.closing_days, openings)


def _lane(desk: Desk, desk_id: int) -> Lane:
    return Lane(desk_id, desk.rest_minutes, desk.ends_on)
