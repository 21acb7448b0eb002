"""Which days an office works, and counting them."""

from datetime import timedelta

import pytest

from calendars.holidays import NationalHolidays
from calendars.office_days import Closing, ClosingKind, NoOfficeDayError, OfficeDays
from tests.days import day

HOLIDAY = NationalHolidays().name
PLAIN = OfficeDays(HOLIDAY)
FRIDAY = day("2026-12-11 Fri")
SATURDAY = day("2026-12-12 Sat")


@pytest.mark.parametrize(
    ("closed", "kind", "name"),
    [
        ("2026-11-21 Sat", ClosingKind.WEEKEND, "土曜日"),
        ("2026-11-22 Sun", ClosingKind.WEEKEND, "日曜日"),
        ("2026-11-23 Mon", ClosingKind.NATIONAL_HOLIDAY, "勤労感謝の日"),
        ("2026-05-06 Wed", ClosingKind.NATIONAL_HOLIDAY, "振替休日"),
        ("2026-05-03 Sun", ClosingKind.NATIONAL_HOLIDAY, "憲法記念日"),
        ("2026-12-29 Tue", ClosingKind.YEAR_END, "年末年始"),
        ("2026-12-31 Thu", ClosingKind.YEAR_END, "年末年始"),
        ("2027-01-01 Fri", ClosingKind.NATIONAL_HOLIDAY, "元日"),
        ("2027-01-03 Sun", ClosingKind.YEAR_END, "年末年始"),
    ],
)
def test_closing_days_say_why(closed: str, kind: ClosingKind, name: str) -> None:
    assert PLAIN.closing(day(closed)) == Closing(kind, name)
    assert not PLAIN.is_office_day(day(closed))


@pytest.mark.parametrize("working", ["2026-12-28 Mon", "2027-01-04 Mon", "2026-11-24 Tue", "2026-12-11 Fri"])
def test_the_office_works_on_ordinary_weekdays(working: str) -> None:
    assert PLAIN.closing(day(working)) is None
    assert PLAIN.is_office_day(day(working))


def test_an_office_closes_on_a_day_of_its_own() -> None:
    office = OfficeDays(HOLIDAY, own_closing_days={FRIDAY: "電気設備の点検"})
    assert office.closing(FRIDAY) == Closing(ClosingKind.OWN, "電気設備の点検")
    assert not office.is_office_day(FRIDAY)


@pytest.mark.parametrize("counts", [True, False])
def test_an_extra_opening_counts_as_an_office_day_only_if_it_says_so(counts: bool) -> None:
    office = OfficeDays(HOLIDAY, extra_openings={SATURDAY: counts})
    assert office.closing(SATURDAY) is None
    assert office.is_office_day(SATURDAY) is counts


def test_extra_starts_on_a_working_day_leave_it_an_office_day() -> None:
    assert OfficeDays(HOLIDAY, extra_openings={FRIDAY: False}).is_office_day(FRIDAY)


def test_an_own_closing_day_wins_over_an_extra_opening() -> None:
    office = OfficeDays(HOLIDAY, own_closing_days={SATURDAY: "大雪"}, extra_openings={SATURDAY: True})
    assert office.closing(SATURDAY) == Closing(ClosingKind.OWN, "大雪")
    assert not office.is_office_day(SATURDAY)


def test_counting_nothing_stays_on_the_day_even_when_it_is_closed() -> None:
    assert PLAIN.before(SATURDAY, 0) == SATURDAY
    assert PLAIN.after(SATURDAY, 0) == SATURDAY


def test_counting_skips_the_turn_of_the_year_both_ways() -> None:
    last, first = day("2026-12-28 Mon"), day("2027-01-04 Mon")
    assert PLAIN.before(first, 1) == last
    assert PLAIN.after(last, 1) == first


def test_a_saturday_that_counts_is_counted() -> None:
    office = OfficeDays(HOLIDAY, extra_openings={SATURDAY: True})
    assert office.before(day("2026-12-14 Mon"), 1) == SATURDAY
    assert PLAIN.before(day("2026-12-14 Mon"), 1) == FRIDAY


def test_office_days_are_not_counted_backwards_by_a_negative_number() -> None:
    with pytest.raises(ValueError, match="from 0 upwards"):
        PLAIN.before(FRIDAY, -1)


def closed_for(days: int) -> OfficeDays:
    """An office closed for so many days on end, the first of them 2 March 2027."""
    first = day("2027-03-02 Tue")
    return OfficeDays(HOLIDAY, own_closing_days={first + timedelta(days=n): "改修工事" for n in range(days)})


def test_a_closure_of_366_days_is_bridged() -> None:
    assert closed_for(366).after(day("2027-03-01 Mon"), 1) == day("2028-03-02 Thu")
    assert closed_for(366).before(day("2028-03-02 Thu"), 1) == day("2027-03-01 Mon")


def test_a_longer_closure_is_reported_and_not_searched_for_ever() -> None:
    with pytest.raises(NoOfficeDayError, match="check the office's closing days"):
        closed_for(367).after(day("2027-03-01 Mon"), 1)
    with pytest.raises(NoOfficeDayError):
        closed_for(367).before(day("2028-03-03 Fri"), 1)
