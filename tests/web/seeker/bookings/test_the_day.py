"""The day itself: what joining takes stands first, and the words follow the clock."""

import re

import pytest
from flask import Flask

from tests.town import TARO, StandingClock
from tests.web.seeker_visits import SeekerVisit, run_jobs
from tests.web.staff_visits import SHIGA_CLERK, StaffVisit

JOIN = '<a class="button button-primary" href="http'


@pytest.fixture
def booked(sqlite_app: Flask) -> tuple[SeekerVisit, str]:
    """Misaki and the address of her booking on Wednesday 25 November, 10:00 to 10:30, whose meeting is issued."""
    visit = SeekerVisit(sqlite_app).sign_in()
    number = visit.book()
    run_jobs(sqlite_app)
    return visit, f"/mypage/bookings/{number}"


def test_from_the_morning_on_what_joining_takes_stands_first(
    booked: tuple[SeekerVisit, str], clock: StandingClock
) -> None:
    visit, booking = booked
    clock.set("2026-11-24 23:59")  # Tuesday
    assert 'id="today"' not in visit.open("/mypage").text + visit.open(booking).text
    clock.set("2026-11-25 07:55")
    for address in ("/mypage", booking):
        panel, rest = visit.open(address).text.split("<h1>")
        for words in (
            "今日は相談の日です",
            "あと2時間5分",
            'id="meeting-id"',
            'id="passcode"',
            'id="display-name"',
            JOIN,
        ):
            assert words in panel
        assert '遅れるとき、入れないとき：<a class="phone" href="tel:0957400032">' in panel
        assert 'id="meeting-id"' not in rest


def test_after_the_start_and_after_the_end_the_words_change(
    booked: tuple[SeekerVisit, str], clock: StandingClock
) -> None:
    visit, booking = booked
    clock.set("2026-11-25 10:00")  # Wednesday
    for address in ("/mypage", booking, "/mypage/messages/1"):
        page = visit.open(address).text
        assert "相談の時間が始まっています" in page
        assert JOIN in page
        assert "data-minutes-until" not in page
    clock.set("2026-11-25 10:30")
    for address in ("/mypage", booking, "/mypage/messages/1"):
        page = visit.open(address).text
        assert "相談の時間は終わりました" in page
        assert JOIN not in page
        assert "meeting-id" not in page
    listed = visit.open("/mypage/bookings").text
    assert "終わりました</span>" in listed
    assert "予約済み" not in listed
    clock.set("2026-11-26 09:00")
    assert 'id="today"' not in visit.open("/mypage").text


def test_the_message_repeats_what_to_prepare_and_why_there_is_a_display_name(
    booked: tuple[SeekerVisit, str], sqlite_app: Flask
) -> None:
    clerk = StaffVisit(sqlite_app).sign_in(SHIGA_CLERK)
    clerk.open_booking_form(clerk.open_checked(TARO), "shiga-soudan", "2026-11-25T10:30:00+09:00")  # Wednesday
    clerk.press("予約する", channel="phone", topic="面接の練習", wishes="document_review", consent="yes")
    page = SeekerVisit(sqlite_app).sign_in("taro.mihon@example.com").open("/mypage/messages/2").text
    for words in ("1回45分", "整理しておいてください", "「画面共有」", "個人情報を守るため、本名ではなく「表示名」"):
        assert words in page
    assert 'href="https://zoom.us"' in page
    visit, _ = booked
    assert "画面共有" not in visit.open("/mypage/messages/1").text


def test_a_meeting_that_is_awaited_is_asked_for_again_with_and_without_scripts(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    number = visit.book()
    addresses = (f"/mypage/bookings/{number}/done", f"/mypage/bookings/{number}", "/mypage/messages/1", "/mypage")
    for address in addresses:
        page = visit.open(address).text
        assert re.search(r' id="(join|meeting-state)" data-renew="', page)
        assert re.search(r'<a class="[\w -]+" href="">更新する</a>', page)
    run_jobs(sqlite_app)
    for address in addresses:
        page = visit.open(address).text
        assert "data-renew" not in page
        assert "更新する" not in page
