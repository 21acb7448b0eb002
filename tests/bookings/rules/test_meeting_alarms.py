"""How long a meeting may be missing before somebody must act."""

from datetime import UTC, date, datetime, timedelta

import pytest

from booking.bookings.rules.meeting_alarms import is_unseen_alarm, may_be_missing_for, office_days_left
from calendars.office_days import OfficeDays
from tests.days import day

DAYS = OfficeDays(national_holiday=lambda on: "勤労感謝の日" if on == date(2026, 11, 23) else None)


@pytest.mark.parametrize(
    ("days_left", "tried", "minutes"),
    [
        (0, True, 5),
        (1, True, 15),
        (2, True, 120),
        (3, True, 26 * 60),
        (20, True, 26 * 60),
        (0, False, 5),
        (20, False, 15),
    ],
)
def test_the_nearer_the_day_the_sooner_somebody_must_act(days_left: int, *, tried: bool, minutes: int) -> None:
    assert may_be_missing_for(days_left, late=False, tried=tried) == timedelta(minutes=minutes)


@pytest.mark.parametrize("tried", [True, False])
def test_a_late_booking_waits_a_minute(*, tried: bool) -> None:
    assert may_be_missing_for(1, late=True, tried=tried) == timedelta(minutes=1)


@pytest.mark.parametrize(
    ("today", "consultation", "left"),
    [
        ("2026-11-25 Wed", "2026-11-25 Wed", 0),
        ("2026-11-24 Tue", "2026-11-25 Wed", 1),
        ("2026-11-20 Fri", "2026-11-25 Wed", 2),  # over a weekend and a holiday
        ("2026-11-20 Fri", "2026-11-21 Sat", 1),  # a Saturday opening counts as the day that it is for
        ("2026-11-25 Wed", "2026-11-20 Fri", 0),
    ],
)
def test_office_days_are_counted_up_to_the_day_itself(today: str, consultation: str, left: int) -> None:
    assert office_days_left(day(today), day(consultation), DAYS.is_office_day) == left


@pytest.mark.parametrize(
    ("unseen_for", "days_ahead", "alarm"),
    [
        (timedelta(minutes=1), timedelta(days=2), True),
        (timedelta(minutes=1), timedelta(days=2, minutes=1), False),
        (timedelta(hours=23, minutes=59), timedelta(days=20), False),
        (timedelta(hours=24), timedelta(days=20), True),
    ],
)
def test_a_meeting_that_cannot_be_looked_at_alarms_when_it_is_near_or_when_that_lasts(
    unseen_for: timedelta, days_ahead: timedelta, *, alarm: bool
) -> None:
    now = datetime(2026, 11, 20, tzinfo=UTC)  # Friday 9:00 in office time
    assert is_unseen_alarm(now - unseen_for, now + days_ahead, now=now) is alarm
