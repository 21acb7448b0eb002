"""When seekers are reminded: at the office's time of the office day before, holidays respected."""

from datetime import datetime, time, timedelta

import pytest

from booking.messages.reminders import day_reminder_at, is_news, last_day_reminded_on, last_round
from calendars.office_days import OfficeDays
from tests.days import day
from tests.town import office_time

HOLIDAYS = {day("2026-11-23 Mon"): "勤労感謝の日"}
DAYS = OfficeDays(HOLIDAYS.get, own_closing_days={day("2026-12-10 Thu"): "棚卸し"})


@pytest.mark.parametrize(
    ("consultation", "reminded"),
    [
        ("2026-11-26 Thu", "2026-11-25 10:00"),
        ("2026-11-24 Tue", "2026-11-20 10:00"),  # over a holiday and a weekend
        ("2026-12-11 Fri", "2026-12-09 10:00"),  # over the office's own closing day
        ("2027-01-04 Mon", "2026-12-28 10:00"),  # over New Year
        ("2026-11-28 Sat", "2026-11-27 10:00"),  # an extra opening
    ],
)
def test_the_reminder_comes_at_its_time_on_the_office_day_before(consultation: str, reminded: str) -> None:
    assert day_reminder_at(day(consultation), DAYS, time(10)) == office_time(reminded)


@pytest.mark.parametrize(
    ("now", "last"),
    [("2026-11-24 09:29", "2026-11-23 09:30"), ("2026-11-24 09:30", "2026-11-24 09:30")],
)
def test_a_night_that_was_slept_through_is_made_up_for_until_the_next_time(now: str, last: str) -> None:
    assert last_round(time(9, 30), now=office_time(now)) == office_time(last)


def test_after_more_than_a_year_without_an_office_day_it_is_the_day_before() -> None:
    years_off = {day("2026-11-26 Thu") + timedelta(days=n): "改修" for n in range(400)}
    days = OfficeDays(HOLIDAYS.get, own_closing_days=years_off)
    assert day_reminder_at(day("2027-12-31 Fri"), days, time(10)) == office_time("2027-12-30 10:00")


@pytest.mark.parametrize(
    ("today", "last"),
    [("2026-11-20 Fri", "2026-11-24 Tue"), ("2026-11-21 Sat", "2026-11-24 Tue"), ("2026-11-24 Tue", "2026-11-25 Wed")],
)
def test_on_a_day_all_up_to_the_next_office_day_are_reminded(today: str, last: str) -> None:
    assert last_day_reminded_on(day(today), DAYS) == day(last)


DUE, START = office_time("2026-11-24 10:00"), office_time("2026-11-25 10:00")  # Tuesday, Wednesday
AN_HOUR = timedelta(hours=1)
BEFORE, AFTER = office_time("2026-11-20 09:00"), office_time("2026-11-24 10:01")


@pytest.mark.parametrize(
    ("revised", "now", "reminds"),
    [
        (BEFORE, office_time("2026-11-24 09:59"), False),
        (BEFORE, DUE, True),
        (BEFORE, office_time("2026-11-25 08:59"), True),  # a night that was slept through is made up for
        (BEFORE, START - AN_HOUR, False),
        (AFTER, office_time("2026-11-24 10:02"), False),  # who moved the booking a minute ago knows the time
    ],
)
def test_a_reminder_tells_only_news(revised: datetime, now: datetime, reminds: bool) -> None:
    assert is_news(revised, due_at=DUE, now=now, useful_until=START - AN_HOUR) == reminds
