"""Closing days as values: one or several, for some hours, of every year; and opening them again."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from booking.core.refusals import Refusal
from booking.office_changes.changes import Change, NewTimetable, RemoveTimetable, changed
from booking.office_changes.closings import CloseDay, ReopenDay
from booking.office_changes.openings import AddOpening, RemoveOpening
from booking.office_changes.refusals import (
    AlreadyClosed,
    DayInPast,
    LastDayTooEarly,
    NoSuchOpening,
    NoSuchTimetable,
    NotAClosingDay,
    PartlyClosed,
    TooManyDays,
)
from booking.office_changes.spells import coming_closings
from booking.offices.file.check import check_office
from booking.offices.file.read import read_office
from booking.offices.file.rules import office_days_in
from booking.offices.file.shape import Office, OpeningStart, WeeklyStart
from booking.offices.file.write import write_office
from calendars.holidays import NationalHolidays
from calendars.office_days import ClosingDay
from tests.days import day
from tests.offices.conftest import office_text

TODAY = day("2026-11-20 Fri")
HOLIDAY = NationalHolidays().name
OMURA = read_office(office_text("omura"), file_name="omura.toml")
WED_2, FRI_4, MON_7 = day("2026-12-02 Wed"), day("2026-12-04 Fri"), day("2026-12-07 Mon")
SNOW = CloseDay(WED_2, "大雪", MON_7)
AFTERNOON = CloseDay(WED_2, "研修", closed_from=time(13))
YEARLY = CloseDay(day("2026-12-28 Mon"), "棚卸し", every_year=True)
SATURDAY = day("2026-12-12 Sat")
OPENING = AddOpening(
    SATURDAY, "土曜日の相談", counts_as_office_day=True, starts=(OpeningStart("omura-soudan", time(10)),)
)


def after(*changes: Change, today: date = TODAY, office: Office = OMURA) -> Office:
    """Hello Work Omura after these changes."""
    for change in changes:
        office = changed(office, change, today=today, national_holiday=HOLIDAY)
    return office


def closed_on(office: Office, when: date) -> str:
    """Why the office is closed that day; empty on an office day."""
    closing = office_days_in(office, HOLIDAY).closing(when)
    return closing.name if closing else ""


def test_several_days_are_closed_at_once_but_for_the_weekend() -> None:
    assert [closing.day.day for closing in after(SNOW).closing_days] == [2, 3, 4, 7]


def test_days_on_end_are_one_line_and_go_away_at_once() -> None:
    office = after(SNOW)
    (spell,) = coming_closings(office, HOLIDAY, today=TODAY)
    assert (spell.first.day, spell.last) == (WED_2, MON_7)
    assert after(ReopenDay(WED_2, MON_7), office=office) == OMURA


def test_of_a_closing_that_has_begun_what_has_been_stays() -> None:
    left = after(ReopenDay(WED_2, MON_7), office=after(SNOW), today=FRI_4)
    assert [closing.day.day for closing in left.closing_days] == [2, 3]


def test_closed_hours_leave_the_day_an_office_day() -> None:
    days = office_days_in(after(AFTERNOON), HOLIDAY)
    assert days.is_office_day(WED_2)
    assert days.closing(WED_2) is None


@pytest.mark.parametrize(
    ("hours", "starts", "closed"),
    [
        ((time(13), None), time(12, 30), False),
        ((time(13), None), time(12, 45), True),
        ((time(13), None), time(13), True),
        ((None, time(13)), time(12, 45), True),
        ((None, time(13)), time(13), False),
        ((time(12), time(13)), time(11, 30), False),
        ((time(12), time(13)), time(12, 45), True),
        ((time(12), time(13)), time(13), False),
        ((time(23), None), time(23, 30), True),
    ],
)
def test_a_consultation_falls_away_if_a_minute_of_it_lies_in_closed_hours(
    hours: tuple[time | None, time | None], starts: time, *, closed: bool
) -> None:
    closing = ClosingDay(WED_2, "研修", False, *hours)
    begins = datetime.combine(WED_2, starts)
    ends = datetime.fromtimestamp(begins.timestamp() + 30 * 60)  # noqa: DTZ006  a clock without a place will do
    assert closing.meets(begins, ends) is closed


def test_the_whole_day_takes_the_place_of_some_hours_but_other_hours_do_not() -> None:
    assert closed_on(after(AFTERNOON, CloseDay(WED_2, "大雪")), WED_2) == "大雪"
    with pytest.raises(PartlyClosed):
        after(AFTERNOON, CloseDay(WED_2, "点検", closed_until=time(12)))


def test_what_closes_every_year_closes_on_any_weekday_from_its_first_day_on() -> None:
    office = after(YEARLY)
    assert closed_on(office, day("2025-12-28 Sun")) == "日曜日"
    assert closed_on(office, day("2027-12-28 Tue")) == "棚卸し"
    assert not office_days_in(office, HOLIDAY).is_office_day(day("2028-12-28 Thu"))
    assert check_office(office) == ()


def test_what_closes_every_year_may_begin_on_a_sunday() -> None:
    assert closed_on(after(CloseDay(day("2026-12-13 Sun"), "点検", every_year=True)), day("2027-12-13 Mon")) == "点検"


def test_29_february_of_every_year_comes_in_leap_years() -> None:
    leap = ClosingDay(day("2028-02-29 Tue"), "点検", every_year=True)
    assert list(leap.days(date(2028, 1, 1), date(2033, 1, 1))) == [date(2028, 2, 29), date(2032, 2, 29)]


def test_an_extra_opening_opens_one_year_of_what_closes_every_year() -> None:
    office = after(YEARLY, replace(OPENING, day=day("2027-12-28 Tue")))
    assert closed_on(office, day("2027-12-28 Tue")) == ""
    assert closed_on(office, day("2028-12-28 Thu")) == "棚卸し"
    assert check_office(office) == ()


def test_no_more_every_year_leaves_the_years_that_have_been() -> None:
    left = after(ReopenDay(YEARLY.day), office=after(YEARLY), today=day("2028-03-01 Wed"))
    assert [closed_on(left, date(year, 12, 28)) for year in (2026, 2027, 2028)] == ["棚卸し", "棚卸し", ""]


def test_closings_of_all_kinds_come_back_from_the_offices_file() -> None:
    office = after(SNOW, replace(AFTERNOON, day=day("2026-12-09 Wed")), YEARLY)
    assert read_office(write_office(office), file_name="omura.toml") == office


def test_hours_that_end_before_they_begin_are_refused_in_a_file() -> None:
    wrong = ClosingDay(WED_2, "研修", closed_from=time(13), closed_until=time(12))
    assert [fault.key for fault in check_office(replace(OMURA, closing_days=(wrong,)))] == [
        "closing_days[2026-12-02].closed_until"
    ]


def test_an_extra_opening_is_added_changed_and_taken_back() -> None:
    office = after(OPENING)
    assert office_days_in(office, HOLIDAY).is_office_day(SATURDAY)
    later = after(replace(OPENING, counts_as_office_day=False), office=office)
    assert [one.counts_as_office_day for one in later.extra_openings] == [False]
    assert after(RemoveOpening(SATURDAY), office=later) == OMURA


def test_a_planned_timetable_is_taken_away_and_the_one_before_goes_on() -> None:
    planned = NewTimetable("omura-soudan", WED_2, (WeeklyStart(2, time(10)),))
    assert after(planned, RemoveTimetable("omura-soudan", WED_2)) == OMURA


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (CloseDay(WED_2, "大雪", day("2026-12-01 Tue")), LastDayTooEarly),
        (CloseDay(WED_2, "改修", day("2028-12-02 Sat")), TooManyDays),
        (CloseDay(SATURDAY, "点検", day("2026-12-13 Sun")), AlreadyClosed),
        (CloseDay(SATURDAY, "点検", closed_from=time(12)), AlreadyClosed),
        (CloseDay(day("2026-11-19 Thu"), "大雪", WED_2), DayInPast),
        (ReopenDay(day("2026-11-18 Wed")), DayInPast),
        (ReopenDay(WED_2), NotAClosingDay),
        (replace(OPENING, day=day("2026-11-14 Sat")), DayInPast),
        (RemoveOpening(SATURDAY), NoSuchOpening),
        (RemoveTimetable("omura-soudan", WED_2), NoSuchTimetable),
        (RemoveTimetable("omura-soudan", day("2020-01-01 Wed")), NoSuchTimetable),  # it holds
    ],
)
def test_what_cannot_be_is_refused(change: Change, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        after(change)


def test_no_opening_on_a_day_that_the_office_itself_closes() -> None:
    with pytest.raises(AlreadyClosed):
        after(CloseDay(WED_2, "点検"), replace(OPENING, day=WED_2))
