"""The bureau page: one line an office, and each number leads to its list at that office."""

import pytest
from flask import Flask

from booking.operations.bureau import OfficeLine, bureau
from database.base import db
from tests.bookings.town_bookings import booked
from tests.town import FRIDAY_MORNING, MISAKI, StandingClock, office_time
from tests.web.staff_visits import MANAGER, SHIGA_CLERK, StaffVisit
from tests.web.statements import statements

THURSDAY_NIGHT, MONDAY_HOLIDAY = "2026-11-26 18:00", "2026-11-23 09:00"


def line_of(app: Flask, office: str, *, now: str) -> OfficeLine:
    with app.app_context():
        lines = bureau(db.session(), office_ids=[1, 2, 3], webhooks_from=None, now=office_time(now))
        return next(line for line in lines if line.office.code == office)


@pytest.fixture
def number(sqlite_app: Flask) -> str:
    """Misaki's booking at Omura on Thursday 26 November."""
    with sqlite_app.app_context():
        return booked(MISAKI, "2026-11-26 10:00", procedure="omura-soudan")


def test_a_consultation_is_one_of_today_and_later_one_without_attendance(sqlite_app: Flask, number: str) -> None:
    line = line_of(sqlite_app, "omura", now=THURSDAY_NIGHT)
    assert (line.today, line.unmarked) == (1, 1)
    other = line_of(sqlite_app, "shiomizaka", now=THURSDAY_NIGHT)
    assert (other.today, other.unmarked, other.troubles) == (0, 0, 0)


def test_a_booking_takes_a_place(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        before = line_of(sqlite_app, "omura", now="2026-11-20 09:00").places
        booked(MISAKI, "2026-11-26 10:00", procedure="omura-soudan")
    assert 0 < line_of(sqlite_app, "omura", now="2026-11-20 09:00").places < before


def test_a_meeting_that_is_missing_for_too_long_is_a_trouble(sqlite_app: Flask, number: str) -> None:
    assert line_of(sqlite_app, "omura", now="2026-11-26 09:00").troubles == 1


def test_a_closed_office_says_why(sqlite_app: Flask) -> None:
    assert line_of(sqlite_app, "omura", now=MONDAY_HOLIDAY).closed == "勤労感謝の日"


def test_more_offices_cost_no_more_statements(sqlite_app: Flask) -> None:
    line_of(sqlite_app, "omura", now="2026-11-20 09:00")  # reads the offices' rules, which are kept
    with statements(sqlite_app) as of_all:
        line_of(sqlite_app, "omura", now="2026-11-20 09:00")
    with sqlite_app.app_context(), statements(sqlite_app) as of_one:
        bureau(db.session(), office_ids=[1], webhooks_from=None, now=FRIDAY_MORNING)
    assert len(of_all) == len(of_one) < 16


def test_a_number_leads_to_its_list_at_that_office(sqlite_app: Flask, clock: StandingClock, number: str) -> None:
    clock.set(THURSDAY_NIGHT)
    manager = StaffVisit(sqlite_app).sign_in(MANAGER)
    manager.open("/desk/bureau")
    shown = manager.press("ハローワーク大村の出欠が未記録：1").text
    assert "髙城 美咲" in shown
    assert '<option value="omura" selected>' in shown


def test_free_places_lead_to_the_times_of_the_office(sqlite_app: Flask) -> None:
    places = line_of(sqlite_app, "omura", now="2026-11-20 09:00").places
    manager = StaffVisit(sqlite_app).sign_in(MANAGER)
    manager.open("/desk/bureau")
    assert "<h1>ハローワーク大村" in manager.press(f"ハローワーク大村の2週間の空き：{places}").text


def test_a_clerk_has_no_bureau_page(sqlite_app: Flask) -> None:
    clerk = StaffVisit(sqlite_app).sign_in(SHIGA_CLERK)
    assert clerk.open("/desk/bureau").status_code == 403
    assert "/desk/bureau" not in clerk.open("/desk").text
