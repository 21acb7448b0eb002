"""Changes of an office as values: what each makes of it, and what it refuses."""

from dataclasses import replace
from datetime import date, time

import pytest

from booking.availability.refusals import UnknownProcedure
from booking.core.refusals import Refusal
from booking.office_changes.changes import Change, End, NewTimetable, PutDeskIn, TakeDeskOut, changed, present_end
from booking.office_changes.closings import CloseDay, ReopenDay
from booking.office_changes.refusals import AlreadyClosed, DayInPast, NotAClosingDay, UnknownDesk
from booking.offices.file.check import check_office
from booking.offices.file.shape import Office, WeeklyStart
from calendars.holidays import NationalHolidays
from tests.days import day
from tests.offices.conftest import ReadOffice

TODAY = day("2026-11-20 Fri")
OMURA, SHIOMIZAKA = "omura-soudan", "shiomizaka-soudan"


def after(office: Office, change: Change, *, today: date = TODAY) -> Office:
    """The office after the change."""
    return changed(office, change, today=today, national_holiday=NationalHolidays().name)


def test_a_closed_day_is_among_the_closing_days_and_opened_again_it_is_not(office: ReadOffice) -> None:
    closed = after(office("shiomizaka"), CloseDay(day("2026-12-04 Fri"), "研修"))
    assert [closing.day.day for closing in closed.closing_days] == [4, 11]
    assert after(closed, ReopenDay(day("2026-12-04 Fri"))) == office("shiomizaka")


def test_today_can_still_be_closed(office: ReadOffice) -> None:
    assert after(office("omura"), CloseDay(TODAY, "大雪")).closing_days[0].day == TODAY


def test_closing_a_saturday_opening_calls_it_off(office: ReadOffice) -> None:
    closed = after(office("shiomizaka"), CloseDay(day("2026-12-12 Sat"), "講師の都合"))
    assert closed.extra_openings == ()
    assert closed.closing_days[-1].reason == "講師の都合"
    assert check_office(closed) == ()


def test_a_new_timetable_stands_beside_the_old_one_and_replaces_one_from_the_same_day(office: ReadOffice) -> None:
    first = NewTimetable(OMURA, day("2026-12-02 Wed"), (WeeklyStart(2, time(10)),))
    second = NewTimetable(OMURA, day("2026-12-02 Wed"), (WeeklyStart(3, time(11)),))
    both = after(after(office("omura"), first), second).procedures[0].timetables
    assert [timetable.valid_from for timetable in both] == [day("2020-01-01 Wed"), day("2026-12-02 Wed")]
    assert both[1].weekly == second.weekly


def test_a_desk_that_was_taken_out_comes_back_last(office: ReadOffice) -> None:
    out = after(office("shiomizaka"), TakeDeskOut(SHIOMIZAKA, "shiomizaka-desk-1"))
    back = after(out, PutDeskIn(SHIOMIZAKA, "shiomizaka-desk-1"))
    assert out.procedures[0].desks == ("shiomizaka-desk-2",)
    assert back.procedures[0].desks == ("shiomizaka-desk-2", "shiomizaka-desk-1")
    assert out.desks == office("shiomizaka").desks


@pytest.mark.parametrize(
    "end",
    [End(day("2026-12-02 Wed")), End(TODAY, SHIOMIZAKA), End(day("2026-12-02 Wed"), desk="shiomizaka-desk-1")],
    ids=["office", "procedure today", "desk"],
)
def test_what_ends_goes_on_once_its_end_is_taken_back(office: ReadOffice, end: End) -> None:
    ended = after(office("shiomizaka"), end)
    assert present_end(ended, end) == end.ends_on
    assert check_office(ended) == ()
    assert after(ended, replace(end, ends_on=None)) == office("shiomizaka")


@pytest.mark.parametrize(
    ("code", "change", "refusal"),
    [
        ("omura", End(day("2026-11-19 Thu"), OMURA), DayInPast),
        ("omura", End(day("2026-12-02 Wed"), SHIOMIZAKA), UnknownProcedure),
        ("omura", End(day("2026-12-02 Wed"), desk="shiga-desk-1"), UnknownDesk),
        ("omura", CloseDay(day("2026-11-19 Thu"), "昨日"), DayInPast),
        ("omura", CloseDay(day("2026-11-23 Mon"), "祝日"), AlreadyClosed),  # 勤労感謝の日
        ("omura", CloseDay(day("2026-11-28 Sat"), "土曜日"), AlreadyClosed),
        ("shiomizaka", CloseDay(day("2026-12-11 Fri"), "もう一度"), AlreadyClosed),
        ("omura", ReopenDay(day("2026-11-26 Thu")), NotAClosingDay),
        ("omura", ReopenDay(day("2026-11-19 Thu")), DayInPast),
        ("omura", NewTimetable(OMURA, day("2026-11-19 Thu"), ()), DayInPast),
        ("omura", NewTimetable("shiga-soudan", day("2026-12-02 Wed"), ()), UnknownProcedure),
        ("omura", TakeDeskOut(OMURA, "omura-desk-2"), UnknownDesk),
        ("omura", PutDeskIn(OMURA, "omura-desk-1"), UnknownDesk),  # it has it
        ("omura", PutDeskIn(OMURA, "shiga-desk-1"), UnknownDesk),
    ],
)
def test_what_makes_no_sense_is_refused(office: ReadOffice, code: str, change: Change, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        after(office(code), change)


@pytest.mark.parametrize("starts", [("10:00", "10:15"), ("10:00", "10:30"), ("10:10", "11:00")])
def test_a_timetable_without_rest_or_off_the_grid_breaks_the_rules(office: ReadOffice, starts: tuple[str, ...]) -> None:
    weekly = tuple(WeeklyStart(2, time.fromisoformat(start)) for start in starts)
    assert check_office(after(office("omura"), NewTimetable(OMURA, day("2026-12-02 Wed"), weekly)))
