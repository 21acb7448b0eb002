"""Dates are read as people say them, by the western year or by an era within its own days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.core.input.typed_dates import read_typed_date


@pytest.mark.parametrize(
    "year",
    ["1991", "1991年", "１９９１", "平成3", "平成３年", "平3", "H3", "h3", "Ｈ３", "H.3", "㍻3", "平成 3"],
)
def test_a_year_is_western_or_of_an_era(year: str) -> None:
    assert read_typed_date(year, "12", "29") == date(1991, 12, 29)


@pytest.mark.parametrize(
    "typed",
    ["1991年12月29日", "1991-12-29", "1991/12/29", "平成3年12月29日", "H3.12.29", "h３．１２．２９", "平成3ー12ー29"],
)
def test_a_whole_date_in_one_field_is_read(typed: str) -> None:
    assert read_typed_date(typed) == date(1991, 12, 29)


@pytest.mark.parametrize(("month", "day"), [("4", "2"), ("04", "02"), ("４月", "２日"), (" 4 ", "2")])
def test_month_and_day_may_carry_their_words(month: str, day: str) -> None:
    assert read_typed_date("昭和54年", month, day) == date(1979, 4, 2)


@pytest.mark.parametrize(
    ("typed", "born"),
    [
        ("明治45年7月29日", date(1912, 7, 29)),
        ("明治45年7月30日", None),
        ("大正元年7月30日", date(1912, 7, 30)),
        ("大正1年7月29日", None),
        ("大正15年12月24日", date(1926, 12, 24)),
        ("大正15年12月25日", None),
        ("昭和1年12月25日", date(1926, 12, 25)),
        ("昭和64年1月7日", date(1989, 1, 7)),
        ("昭和64年1月8日", None),
        ("平成元年1月8日", date(1989, 1, 8)),
        ("平成1年1月7日", None),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("平成31年5月1日", None),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("令和1年4月30日", None),
        ("平成0年1月8日", None),
    ],
)
def test_a_day_must_be_one_of_its_era(typed: str, born: date | None) -> None:
    assert read_typed_date(typed) == born


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [
        ("", "", ""),
        ("55", "3", "21"),  # of which era?
        ("1991", "", "29"),
        ("1991", "2", "29"),
        ("2000", "13", "1"),
        ("0000", "1", "1"),
        ("昭和", "3", "21"),
        ("X55", "3", "21"),
        ("昭和55年", "三", "21"),
        ("1991-12", "29", "1"),
        ("२०००", "1", "1"),
        ("9" * 400, "1", "1"),
        ("令和9999", "1", "1"),
        ("元", "1", "8"),
    ],
)
def test_what_names_no_day_is_none(year: str, month: str, day: str) -> None:
    assert read_typed_date(year, month, day) is None


@given(born=st.dates(min_value=date(1900, 1, 1), max_value=date(2026, 11, 20)))
def test_every_day_is_read_in_its_three_fields(born: date) -> None:
    assert read_typed_date(str(born.year), str(born.month), str(born.day)) == born


@given(year=st.text(max_size=8), month=st.text(max_size=3), day=st.text(max_size=3))
def test_nothing_that_is_typed_is_a_fault(year: str, month: str, day: str) -> None:
    read_typed_date(year, month, day)
