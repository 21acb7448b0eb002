"""National holidays of the library and of imports."""

from datetime import date

import pytest

from calendars.holidays import (
    LIBRARY_OFFICIAL_UNTIL,
    LIBRARY_SOURCE,
    NationalHoliday,
    NationalHolidays,
    UnknownHolidaysError,
)
from tests.days import day

LIBRARY = NationalHolidays()


@pytest.mark.parametrize(
    "holiday",
    [
        # Ten days on end for the accession of the Emperor.
        "2019-04-30 Tue",
        "2019-05-01 Wed",
        "2019-05-02 Thu",
        "2019-10-22 Tue",
        # Moved for the Olympic Games, which then took place a year later.
        "2020-07-23 Thu",
        "2020-07-24 Fri",
        "2020-08-10 Mon",
        "2021-07-22 Thu",
        "2021-07-23 Fri",
        "2021-08-08 Sun",
        "2021-08-09 Mon",
        # Back in their places.
        "2022-07-18 Mon",
        "2022-08-11 Thu",
        "2022-10-10 Mon",
        # A day between two holidays, and a Sunday's substitute three days later.
        "2026-09-22 Tue",
        "2026-05-06 Wed",
        # Equinoxes named by the Cabinet Office on 2 February 2026.
        "2027-03-21 Sun",
        "2027-03-22 Mon",
        "2027-09-23 Thu",
    ],
)
def test_special_days_are_holidays(holiday: str) -> None:
    assert LIBRARY.name(day(holiday)) is not None


@pytest.mark.parametrize(
    "working",
    [
        "2020-07-20 Mon",
        "2020-08-11 Tue",
        "2020-10-12 Mon",
        "2021-07-19 Mon",
        "2021-08-11 Wed",
        "2021-10-11 Mon",
        "2022-07-22 Fri",
        "2019-12-23 Mon",
        "2027-05-06 Thu",
    ],
)
def test_days_that_lost_their_holiday_are_none(working: str) -> None:
    assert LIBRARY.name(day(working)) is None


def test_holidays_carry_their_japanese_names() -> None:
    assert LIBRARY.name(day("2026-11-23 Mon")) == "勤労感謝の日"
    assert LIBRARY.name(day("2026-09-22 Tue")) == "国民の休日"


def test_a_year_is_listed_in_order_with_its_source() -> None:
    year = LIBRARY.of_year(2027)
    assert year[0] == NationalHoliday(day("2027-01-01 Fri"), "元日", LIBRARY_SOURCE)
    assert year[-1].day == day("2027-11-23 Tue")
    assert list(year) == sorted(year, key=lambda holiday: holiday.day)


@pytest.mark.parametrize("year", range(2016, 2100))
def test_every_year_of_the_library_has_a_believable_number_of_holidays(year: int) -> None:
    assert 16 <= len(LIBRARY.of_year(year)) <= 22


@pytest.mark.parametrize("year", [1948, 2100])
def test_years_that_nobody_knows_are_refused_instead_of_having_no_holidays(year: int) -> None:
    with pytest.raises(UnknownHolidaysError, match=str(year)):
        LIBRARY.name(date(year, 1, 1))


IMPORTED_2028_AND_2030 = NationalHolidays(
    [
        NationalHoliday(day("2030-01-01 Tue"), "元日", "syukujitsu.csv"),
        NationalHoliday(day("2028-06-01 Thu"), "休日", "syukujitsu.csv"),
    ]
)


def test_an_import_is_all_that_counts_from_its_first_year_to_its_last() -> None:
    assert IMPORTED_2028_AND_2030.name(day("2028-06-01 Thu")) == "休日"
    assert IMPORTED_2028_AND_2030.name(day("2028-11-23 Thu")) is None
    assert IMPORTED_2028_AND_2030.of_year(2029) == ()


def test_the_library_counts_before_and_after_an_import() -> None:
    assert IMPORTED_2028_AND_2030.name(day("2027-11-23 Tue")) == "勤労感謝の日"
    assert IMPORTED_2028_AND_2030.name(day("2031-01-01 Wed")) == "元日"


def test_official_dates_reach_to_the_end_of_the_last_imported_year() -> None:
    assert LIBRARY.official_until == LIBRARY_OFFICIAL_UNTIL
    assert IMPORTED_2028_AND_2030.official_until == day("2030-12-31 Tue")


def test_an_old_import_does_not_shorten_what_the_library_knows() -> None:
    old = NationalHolidays([NationalHoliday(day("2024-01-01 Mon"), "元日", "old.csv")])
    assert old.official_until == LIBRARY_OFFICIAL_UNTIL


@pytest.mark.parametrize(
    ("today", "runs_out"),
    [
        ("2026-11-20 Fri", False),
        ("2027-10-04 Mon", False),  # 28 days of window and 60 more end on 31 December 2027
        ("2027-10-05 Tue", True),
    ],
)
def test_official_holidays_run_out_60_days_before_the_window_reaches_their_end(today: str, runs_out: bool) -> None:
    assert LIBRARY.runs_out(day(today), window_days=28) is runs_out


def test_an_import_postpones_running_out() -> None:
    assert not IMPORTED_2028_AND_2030.runs_out(day("2027-10-05 Tue"), window_days=28)
