"""The rules of a procedure as an office file says them, so that a change can be judged before it is made."""

from collections.abc import Callable, Mapping
from datetime import date

from booking.office_files.shape import Desk, Office, Procedure
from booking.policy.ends import first_end
from booking.slots import Lane, Rules, Timetable, WeeklyTimes
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
    return Rules(
        length_minutes=procedure.length_minutes,
        lead_open_days=procedure.lead_open_days,
        window_days=procedure.window_days,
        web_cutoff_time=procedure.web_cutoff_time,
        desk_closes=office.desk_closes,
        channels=frozenset(procedure.channels),
        timetable=_timetable(office, procedure),
        lanes=tuple(_lane(desks[code], desk_ids[code]) for code in procedure.desks if code in desk_ids),
        office_days=office_days_in(office, national_holiday),
        ends_on=first_end(office.ends_on, procedure.ends_on),
    )


def office_days_in(office: Office, national_holiday: Callable[[date], str | None]) -> OfficeDays:
    """The days on which the office works."""
    return OfficeDays(
        national_holiday=national_holiday,
        own_closing_days={closing.day: closing.reason for closing in office.closing_days},
        extra_openings={opening.day: opening.counts_as_office_day for opening in office.extra_openings},
    )


def _lane(desk: Desk, desk_id: int) -> Lane:
    return Lane(desk_id, desk.rest_minutes, desk.ends_on)


def _timetable(office: Office, procedure: Procedure) -> Timetable:
    return Timetable(
        weekly=tuple(
            WeeklyTimes(timetable.valid_from, tuple((weekly.weekday, weekly.start) for weekly in timetable.weekly))
            for timetable in procedure.timetables
        ),
        openings={
            opening.day: tuple(start.start for start in opening.starts if start.procedure == procedure.code)
            for opening in office.extra_openings
        },
    )
