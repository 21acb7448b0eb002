"""A form whose session has ended: the answer is true whatever the form was for, and leads back to a page of ours."""

import re

import pytest
from flask import Flask

from tests.web.seeker_visits import SeekerVisit
from tests.web.staff_visits import MANAGER, StaffVisit

FEED = "/mypage/feed"
ABOUT_BOOKING = re.compile("予約|受付")


def words_of(page: str) -> str:
    """What the page itself says, without the frame around it."""
    return page.partition("<main")[2].partition("</main>")[0].partition('class="actions"')[0]


@pytest.mark.parametrize("address", ["/desk/tokens", "/desk/tokens/1/revoke", "/desk/logout", "/desk/seekers/1/email"])
def test_staff_are_told_of_no_booking_where_there_was_none(sqlite_app: Flask, address: str) -> None:
    visit = StaffVisit(sqlite_app).sign_in(MANAGER)
    answer = visit.client.post(address, data={"csrf_token": "stale"}, follow_redirects=True)
    assert answer.status_code == 400
    assert "今回の操作では、何も変わっていません" in words_of(answer.text)
    assert not ABOUT_BOOKING.search(words_of(answer.text))


@pytest.mark.parametrize("address", ["/login", "/desk/login", "/logout"])
def test_who_is_not_signed_in_is_told_so_and_of_no_booking(sqlite_app: Flask, address: str) -> None:
    answer = SeekerVisit(sqlite_app).send(address, csrf_token="stale")
    assert answer.status_code == 400
    assert "いまは、ログインしていません。" in words_of(answer.text)
    assert not ABOUT_BOOKING.search(words_of(answer.text))


def test_who_is_signed_in_is_not_told_the_contrary(sqlite_app: Flask) -> None:
    answer = SeekerVisit(sqlite_app).sign_in().send(FEED, csrf_token="stale")
    assert "ログインしていません" not in answer.text


@pytest.mark.parametrize(("address", "door"), [(FEED, "/login"), ("/desk/tokens", "/desk/login")])
def test_without_a_session_the_door_says_that_nothing_was_received(sqlite_app: Flask, address: str, door: str) -> None:
    visit = SeekerVisit(sqlite_app)
    answer = visit.send(address, csrf_token="stale")
    assert (visit.path, answer.request.args["next"]) == (door, address)
    assert "ログインしていないため、送った内容を受け取れませんでした" in answer.text


def test_where_no_page_held_the_form_the_way_leads_home(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app).sign_in(MANAGER)
    answer = visit.client.post("/desk/logout", data={"csrf_token": "stale"}, follow_redirects=True)
    assert "ページを開きなおす" not in answer.text
    assert 'href="/desk">受付画面へ' in answer.text


@pytest.mark.parametrize(
    ("referrer", "way"),
    [
        ("http://localhost/mypage/feed", 'href="/mypage/feed">ページを開きなおす'),
        ("http://localhost//elsewhere.example/", 'href="/mypage/feed">ページを開きなおす'),
        ("http://elsewhere.example/", 'href="/mypage/feed">ページを開きなおす'),
        ("http://localhost/\\elsewhere.example", 'href="/mypage/feed">ページを開きなおす'),
    ],
)
def test_a_stale_form_leads_to_a_page_of_ours(sqlite_app: Flask, referrer: str, way: str) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    stale, seen_before = {"csrf_token": "stale"}, {"Referer": referrer}
    answer = visit.client.post("/mypage/feed", data=stale, headers=seen_before, follow_redirects=True)
    assert answer.status_code == 400
    assert way in answer.text
