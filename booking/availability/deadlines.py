"""The booking deadline and the booking window of a consultation day; asks no database.

The rules: rules.md#booking-deadline, rules.md#booking-window.

「相談日から起算して、開庁日で2日前まで」 (omura guide p.9): the consultation day is day 0, so a plain
Wednesday closes with the Monday before. Slot list, booking, texts and warnings all ask here.
"""

from datetime import date, datetime, time, timedelta

from calendars.office_days import NoOfficeDayError, OfficeDays
from calendars.office_time import at, midnight

_ONE_DAY = timedelta(days=1)
_LONG_AGO = date(2000, 1, 1)  # whenever somebody asks, it has passed


def deadline_day(day: date, *, lead_open_days: int, office_days: OfficeDays) -> date:
    """The last day on which a consultation on `day` can be booked: `lead_open_days` office days before it.

    Where too few office days lie within more than a year before it, that was long ago: the day cannot be booked.

    ValueError for a lead under one day: the meeting must be issued before the day begins.
    """
    if lead_open_days < 1:
        raise ValueError(f"lead_open_days must be at least 1, got {lead_open_days}")
    try:
        return office_days.before(day, lead_open_days)
    except NoOfficeDayError:
        return _LONG_AGO


def web_closes_at(day: date, *, lead_open_days: int, web_cutoff_time: time | None, office_days: OfficeDays) -> datetime:
    """The first moment (office time) refused on the web.

    That is `web_cutoff_time` on the deadline day, or the midnight that ends it (Civil Code art. 141).
    """
    last_day = deadline_day(day, lead_open_days=lead_open_days, office_days=office_days)
    if web_cutoff_time is None:
        return midnight(last_day + _ONE_DAY)
    return at(last_day, web_cutoff_time)


def desk_closes_at(day: date, *, lead_open_days: int, desk_closes: time, office_days: OfficeDays) -> datetime:
    """The first moment (office time) refused on the phone and at the counter, on the deadline day."""
    return at(deadline_day(day, lead_open_days=lead_open_days, office_days=office_days), desk_closes)


def opens_at(day: date, *, window_days: int) -> datetime:
    """The first moment (office time) at which `day` may be booked: 00:00, `window_days` days before."""
    return midnight(day - timedelta(days=window_days))
