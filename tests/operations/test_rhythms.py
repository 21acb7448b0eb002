"""Which run of a nightly or hourly job is due, by the office's clock."""

from datetime import UTC, time

import pytest

from booking.operations.rhythms import Daily, Hourly
from tests.town import office_time

AT_NIGHT = Daily(time(3, 10))


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-20 03:09:59", "2026-11-19 03:10"),  # Friday, a moment too early
        ("2026-11-20 03:10", "2026-11-20 03:10"),
        ("2026-11-20 23:59", "2026-11-20 03:10"),
        ("2026-11-21 00:00", "2026-11-20 03:10"),  # Saturday has begun
        ("2027-01-01 00:30", "2026-12-31 03:10"),
    ],
)
def test_a_night_begins_at_ten_past_three(now: str, due: str) -> None:
    assert AT_NIGHT.latest(office_time(now)) == office_time(due)


def test_the_office_decides_which_night_it_is_wherever_the_machine_stands() -> None:
    evening_in_utc = office_time("2026-11-20 03:30").astimezone(UTC)  # still Thursday there
    assert AT_NIGHT.latest(evening_in_utc) == office_time("2026-11-20 03:10")


def test_an_hour_begins_at_its_full_minute() -> None:
    assert Hourly().latest(office_time("2026-11-20 09:59:59")) == office_time("2026-11-20 09:00")


def test_a_rhythm_says_how_often_it_comes() -> None:
    assert (str(AT_NIGHT), str(Hourly())) == ("every day at 03:10", "every hour")
