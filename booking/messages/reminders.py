"""When a seeker is reminded of a consultation (rules.md#reminders); asks no database."""

from datetime import date, datetime, time, timedelta

from calendars.office_days import NoOfficeDayError, OfficeDays
from calendars.office_time import at, day_of


def day_reminder_at(day: date, office_days: OfficeDays, clock: time) -> datetime:
    """At `clock` (office time) on the office day before a consultation on `day`: whoever calls then is answered.

    After more than a year without one it is the day before.
    """
    try:
        last = office_days.before(day, 1)
    except NoOfficeDayError:
        last = day - timedelta(days=1)
    return at(last, clock)


def last_round(clock: time, *, now: datetime) -> datetime:
    """When an office that reminds at `clock` last did so, or should have: today, or yesterday before that."""
    today = at(day_of(now), clock)
    return today if today <= now else at(day_of(now) - timedelta(days=1), clock)


def last_day_reminded_on(today: date, office_days: OfficeDays) -> date:
    """The latest day of consultations of which seekers have been or are reminded on `today`."""
    return office_days.after(today, 1)


def is_news(revised_at: datetime, *, due_at: datetime, now: datetime, useful_until: datetime) -> bool:
    """Whether a reminder due at `due_at` still tells something at `now`.

    Whoever booked or moved after it was due has just read the time, and later the next reminder or the consultation
    itself is there.
    """
    return revised_at < due_at <= now < useful_until
