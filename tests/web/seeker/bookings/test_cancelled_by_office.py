"""After the office has cancelled: my-page says so until it was read, and a free time is booked by a press."""

import pytest
from flask import Flask

from booking.office_changes.closings import CloseDay
from tests.bookings.town_bookings import carried_out
from tests.days import day
from tests.town import TARO
from tests.web.seeker_visits import TOPIC, WED_25, SeekerVisit
from tests.web.staff_visits import SHIGA_CLERK, StaffVisit

CLOSED = CloseDay(day("2026-11-25 Wed"), "設備点検")
BANNER = "安定所の都合で、予約を取り消しました"


@pytest.fixture
def misaki(sqlite_app: Flask) -> SeekerVisit:
    """Misaki, whose booking of Wednesday 25 November went with the day."""
    visit = SeekerVisit(sqlite_app).sign_in()
    number = visit.book()
    assert BANNER not in visit.open("/mypage").text
    with sqlite_app.app_context():
        carried_out("omura", CLOSED, cancel=[number])
    return visit


def test_my_page_says_so_until_the_message_was_read(misaki: SeekerVisit) -> None:
    page = misaki.open("/mypage").text
    assert BANNER in page
    assert '<a class="button button-primary" href="/mypage/messages/2">理由と、新しい日時を見る</a>' in page
    misaki.open("/mypage/messages/2")
    assert BANNER not in misaki.open("/mypage").text


def test_a_free_time_is_pressed_in_the_message_and_the_topic_is_kept(misaki: SeekerVisit) -> None:
    assert "設備点検" in misaki.open("/mypage/messages/2").text
    misaki.press("2026年11月26日（木） 10時00分予約する")
    page = misaki.press("同意する").text
    assert TOPIC in page
    assert 'value="captions" checked' in page


def test_the_topic_is_kept_from_the_calendar_as_well_and_given_up_by_a_newer_one(misaki: SeekerVisit) -> None:
    misaki.hold(WED_25.replace("25", "26"))
    assert TOPIC in misaki.press("同意する").text
    misaki.press("確認へ進む", topic="面接のこと")
    misaki.hold(WED_25.replace("25", "27"))
    assert "面接のこと" in misaki.press("同意する").text


def test_who_books_by_phone_only_reads_the_times_and_whom_to_call(sqlite_app: Flask) -> None:
    clerk = StaffVisit(sqlite_app).sign_in(SHIGA_CLERK)
    clerk.open_booking_form(clerk.open_checked(TARO), "shiga-soudan", "2026-11-25T10:30:00+09:00")  # Wednesday
    number = clerk.press("予約する", channel="phone", topic="面接の練習", consent="yes").request.path.split("/")[3]
    with sqlite_app.app_context():
        carried_out("shiga", CLOSED, cancel=[number])
    page = SeekerVisit(sqlite_app).sign_in("taro.mihon@example.com").open("/mypage/messages/2").text
    assert "いま空いている、近い日時です" in page
    assert "予約する</button>" not in page
    assert "077-563-0350" in page
