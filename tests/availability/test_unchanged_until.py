"""How long a list of slots stays true when nobody writes: until the next moment that time brings by itself."""

from datetime import date, datetime, time

import pytest

from booking.availability.slot_days import SlotDay, slot_days, unchanged_until
from booking.availability.slots import Lane, Taken, Timetable, WeeklyTimes
from booking.core.channels import Channel
from calendars.holidays import NationalHolidays
from calendars.office_days import OfficeDays
from tests.days import day
from tests.rules import rules_with
from tests.town import office_time

WED = 2

# Wednesday 25 November 2026, 10:00: opens on 28 October, closes on Friday 20 November with the desk.
RULES = rules_with(
    length_minutes=30,
    lead_open_days=2,
    window_days=28,
    web_cutoff_time=None,
    desk_closes=time(17, 15),
    channels=(Channel.PHONE,),
    timetable=Timetable((WeeklyTimes(date(2020, 1, 1), ((WED, time(10)),)),)),
    lanes=(Lane(1, 15),),
    office_days=OfficeDays(NationalHolidays().name),
)


def wednesday(now: datetime) -> tuple[SlotDay, ...]:
    """The list of that day alone."""
    only = day("2026-11-25 Wed")
    return slot_days(RULES, Taken(), first=only, last=only, channel=Channel.PHONE, now=now)


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-10-27 23:59", "2026-10-28 00:00"),  # the window opens
        ("2026-10-28 00:00", "2026-10-29 00:00"),  # nothing but midnight
        ("2026-11-20 09:00", "2026-11-20 17:15"),  # the desk's deadline
        ("2026-11-20 17:15", "2026-11-21 00:00"),  # at the deadline itself the list is another already
        ("2026-11-25 09:59", "2026-11-25 10:00"),  # the start
        ("2026-11-25 10:00", "2026-11-26 00:00"),
    ],
)
def test_a_list_holds_until_window_deadline_start_or_midnight(now: str, until: str) -> None:
    at = office_time(now)
    assert unchanged_until(wednesday(at), lapse=None, now=at) == office_time(until)


@pytest.mark.parametrize(
    ("lapse", "until"),
    [
        (office_time("2026-11-20 09:30"), "2026-11-20 09:30"),
        (office_time("2026-11-20 17:30"), "2026-11-20 17:15"),  # the deadline comes first
        (office_time("2026-11-20 08:30"), "2026-11-20 17:15"),  # lapsed before
    ],
)
def test_a_list_holds_no_longer_than_a_hold_in_it(lapse: datetime, until: str) -> None:
    now = office_time("2026-11-20 09:00")  # Friday
    assert unchanged_until(wednesday(now), lapse=lapse, now=now) == office_time(until)


def test_even_an_empty_list_is_looked_at_again_at_the_offices_midnight() -> None:
    # 00:30 on Saturday at the office is Friday in UTC.
    assert unchanged_until([], lapse=None, now=office_time("2026-11-21 00:30")) == office_time("2026-11-22 00:00")
