"""What is printed: before the day how to join, afterwards that a consultation took place, not what was said."""

import re

import pytest
from flask import Flask

from booking.tables import BookingStatus
from tests.attendance.absences import decide
from tests.town import MISAKI as MISAKIS_NUMBER
from tests.town import StandingClock
from tests.web.seeker_visits import KAKUTO, TOPIC, SeekerVisit, run_jobs


def test_the_sheet_has_the_link_as_text_and_as_a_code(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    number = visit.book()
    assert "ただいま発行中" in visit.open(f"/mypage/bookings/{number}/paper").text
    run_jobs(sqlite_app)
    page = visit.reload().text
    assert re.search(r'<span class="address">https?://\S+/demo-meeting/\S+</span>', page)
    assert re.search(r'<div role="img" aria-label="[^"]+"><svg .+<path ', page)
    assert TOPIC not in page


def test_a_consultation_that_took_place_is_printed_without_its_content(sqlite_app: Flask, clock: StandingClock) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    number = _come_to(sqlite_app, visit, clock, BookingStatus.ATTENDED)
    assert f'href="/mypage/bookings/{number}/record"' in visit.open(f"/mypage/bookings/{number}").text
    page = visit.open(f"/mypage/bookings/{number}/record").text
    for words in (
        "相談を受けた記録",
        "2026年11月25日（水）",
        "大村公共職業安定所",
        "職業相談",
        "髙城 美咲様",
        MISAKIS_NUMBER,
    ):
        assert words in page
    assert not [said for said in (TOPIC, "パスコード", "表示名") if said in page]


@pytest.mark.parametrize("status", [BookingStatus.NO_SHOW, BookingStatus.EXCUSED, BookingStatus.NOT_HELD])
def test_of_one_that_did_not_take_place_there_is_no_record(
    sqlite_app: Flask, clock: StandingClock, status: BookingStatus
) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    number = _come_to(sqlite_app, visit, clock, status)
    assert "相談を受けた記録" not in visit.open(f"/mypage/bookings/{number}/record").text
    assert visit.path == f"/mypage/bookings/{number}"


def test_what_is_over_and_what_is_somebody_elses_has_no_sheet(sqlite_app: Flask, clock: StandingClock) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    number = visit.book()
    other = SeekerVisit(sqlite_app).sign_in(KAKUTO)
    assert [other.open(f"/mypage/bookings/{number}/{page}").status_code for page in ("paper", "record")] == [404, 404]
    clock.set("2026-11-25 10:30")  # Wednesday, its end
    visit.open(f"/mypage/bookings/{number}/paper")
    assert visit.path == f"/mypage/bookings/{number}"


def _come_to(app: Flask, visit: SeekerVisit, clock: StandingClock, status: BookingStatus) -> str:
    """Book, let the day come, and have the clerk decide; answer the number."""
    number = visit.book()
    clock.set("2026-11-25 10:40")  # Wednesday
    with app.app_context():
        decide(number, status, at="2026-11-25 10:40", reason="" if status is BookingStatus.NO_SHOW else "記録のため")
    return number
