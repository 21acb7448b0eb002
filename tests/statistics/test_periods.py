"""Which days are counted, and with which they are compared."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis.strategies import dates

from booking.statistics.periods import Period, month_of
from tests.days import day


@pytest.mark.parametrize(
    ("first", "last", "before_first", "before_last"),
    [
        ("2026-11-01 Sun", "2026-11-30 Mon", "2026-10-01 Thu", "2026-10-31 Sat"),  # a month: the one before
        ("2027-01-01 Fri", "2027-01-31 Sun", "2026-12-01 Tue", "2026-12-31 Thu"),
        ("2026-11-25 Wed", "2026-11-27 Fri", "2026-11-22 Sun", "2026-11-24 Tue"),  # else as many days
        ("2026-11-25 Wed", "2026-11-25 Wed", "2026-11-24 Tue", "2026-11-24 Tue"),
    ],
)
def test_a_period_is_compared_with_the_one_before(first: str, last: str, before_first: str, before_last: str) -> None:
    assert Period(day(first), day(last)).before == Period(day(before_first), day(before_last))


@given(dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_lies_in_its_month(any_day: date) -> None:
    assert any_day in month_of(any_day).days


def test_a_leap_year_has_its_february() -> None:
    assert month_of(day("2028-02-10 Thu")).length == 29
