"""The office's clock: days, moments and zones."""

from datetime import UTC, datetime, time

import pytest

from calendars.office_time import TOKYO, at, day_of, midnight, months_after, to_utc, year_before
from tests.days import day

WED = day("2026-11-25 Wed")


def test_ten_in_the_office_is_one_in_utc() -> None:
    assert to_utc(at(WED, time(10))) == datetime(2026, 11, 25, 1, tzinfo=UTC)
    assert to_utc(at(WED, time(10))).tzinfo is UTC


def test_the_office_day_begins_at_fifteen_utc_of_the_day_before() -> None:
    assert day_of(datetime(2026, 11, 24, 14, 59, tzinfo=UTC)) == day("2026-11-24 Tue")
    assert day_of(datetime(2026, 11, 24, 15, 0, tzinfo=UTC)) == WED
    assert midnight(WED) == datetime(2026, 11, 24, 15, 0, tzinfo=UTC)


def test_moments_are_in_office_time() -> None:
    assert at(WED, time(10)).tzinfo is TOKYO
    assert at(WED, time(10)).isoformat() == "2026-11-25T10:00:00+09:00"


@pytest.mark.parametrize(
    ("later", "earlier"),
    [
        ("2027-11-20 Sat", "2026-11-20 Fri"),
        ("2028-02-29 Tue", "2027-02-28 Sun"),
        ("2029-02-28 Wed", "2028-02-28 Mon"),
    ],
)
def test_a_year_before_is_the_same_date(later: str, earlier: str) -> None:
    assert year_before(day(later)) == day(earlier)


def test_a_naive_moment_belongs_to_no_office_day() -> None:
    naive = at(WED, time(10)).replace(tzinfo=None)
    with pytest.raises(ValueError, match="naive"):
        day_of(naive)
    with pytest.raises(ValueError, match="naive"):
        to_utc(naive)


@pytest.mark.parametrize(
    ("begins", "ends"),
    [
        ("2026-11-20 Fri", "2027-02-20 Sat"),
        ("2026-11-30 Mon", "2027-02-28 Sun"),
        ("2027-11-30 Tue", "2028-02-29 Tue"),
        ("2026-12-31 Thu", "2027-03-31 Wed"),
    ],
)
def test_three_months_end_on_the_same_date_or_the_months_last(begins: str, ends: str) -> None:
    assert months_after(at(day(begins), time(23, 30)), 3) == at(day(ends), time(23, 30))
