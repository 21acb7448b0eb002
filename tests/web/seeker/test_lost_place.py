"""Whose held time the office takes away reads why, and what can be done now."""

from datetime import time

import pytest
from flask import Flask

from booking.office_changes.changes import Change, NewTimetable, TakeDeskOut
from booking.office_changes.closings import CloseDay, ReopenDay
from booking.offices.file.shape import WeeklyStart
from tests.bookings.town_bookings import carried_out
from tests.days import day
from tests.web.seeker_visits import SeekerVisit

FRI_27 = "/procedures/shiomizaka-soudan?day=2026-11-27"
WITHOUT_TEN = NewTimetable("shiomizaka-soudan", day("2026-11-27 Fri"), (WeeklyStart(4, time(11)),))
CLOSED = CloseDay(day("2026-11-27 Fri"), "設備点検")
FIRST_DESK_OUT = TakeDeskOut("shiomizaka-soudan", "shiomizaka-desk-1")


def change(app: Flask, *changes: Change) -> None:
    with app.app_context():
        for one in changes:
            carried_out("shiomizaka", one)


@pytest.fixture
def visit(sqlite_app: Flask) -> SeekerVisit:
    """A seeker who holds Friday 27 November, 10:00, at Shiomizaka's first desk, and reads the terms."""
    return SeekerVisit(sqlite_app).sign_in().hold(FRI_27)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        (CLOSED, "11月27日（金）は休みの日になりました（設備点検）。"),
        (WITHOUT_TEN, "この時間の相談は、行わないことになりました。"),
    ],
)
def test_a_time_that_is_gone_leads_to_another(visit: SeekerVisit, changed: Change, why: str) -> None:
    change(visit.app, changed)
    page = visit.open(visit.path).text
    assert "安定所の都合で仮押さえが外れました" in page
    assert why in page
    assert "別の日時を選ぶ</a>" in page
    assert "このまま続けて" not in page
    assert "仮押さえの時間が過ぎました" not in page


@pytest.mark.parametrize("changes", [(FIRST_DESK_OUT,), (CLOSED, ReopenDay(CLOSED.day))])
def test_a_time_that_is_still_offered_can_be_booked_all_the_same(
    visit: SeekerVisit, changes: tuple[Change, ...]
) -> None:
    change(visit.app, *changes)
    page = visit.open(visit.path).text
    assert "安定所の予定が変わりました。" in page
    assert "このまま続けて申し込めます" in page
    visit.press("同意する")
    visit.press("確認へ進む", topic="応募書類の相談")
    visit.press("申込み")
    assert visit.path.endswith("/done")
