"""The my-page's door."""

import pytest
from flask import Flask

from booking.core.rate_limits import count_sign_in
from tests.web.seeker_visits import MISAKI, SeekerVisit


def test_a_page_of_the_my_page_opens_after_signing_in(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app)
    visit.open("/mypage/messages")
    assert visit.path == "/login"
    visit.give_password()
    assert visit.path == "/mypage/messages"


@pytest.mark.parametrize("wanted", ["//example.com", "https://example.com/", "/\\example.com", "mypage", ""])
def test_no_link_leads_through_our_door_to_a_stranger(sqlite_app: Flask, wanted: str) -> None:
    visit = SeekerVisit(sqlite_app)
    visit.open(f"/login?next={wanted}")
    assert visit.give_password().path == "/mypage"


@pytest.mark.parametrize(
    "typed",
    ["ｍｉｓａｋｉ＠ｅｘａｍｐｌｅ．ｃｏｍ", "　Misaki＠example。com ", "\u200bmisaki@example.com\u00a0"],
)
def test_the_address_is_read_whichever_keyboard_typed_it(sqlite_app: Flask, typed: str) -> None:
    visit = SeekerVisit(sqlite_app)
    visit.open("/login")
    visit.press("ログイン", login=typed, password=visit.password_of(MISAKI))
    assert visit.path == "/mypage"


def test_a_password_is_taken_as_it_was_typed(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app)
    password = visit.password_of(MISAKI)
    for typed in (f" {password}", f"{password} ", password.swapcase()):
        visit.open("/login")
        assert visit.press("ログイン", login=MISAKI, password=typed).status_code == 401


def test_a_wrong_password_is_told_and_the_address_stays(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app)
    visit.open("/login")
    answer = visit.press("ログイン", login=MISAKI, password="wrong-1!")
    assert answer.status_code == 401
    assert f'value="{MISAKI}"' in answer.text
    assert "メールアドレスかパスワードがちがいます" in answer.text


def test_five_wrong_passwords_lock_strangers_out_but_not_a_known_browser(sqlite_app: Flask) -> None:
    owner = SeekerVisit(sqlite_app).sign_in()
    owner.press("ログアウト")
    stranger = SeekerVisit(sqlite_app)
    stranger.open("/login")
    for _ in range(5):
        answer = stranger.press("ログイン", login=MISAKI, password="wrong-1!")
    assert answer.status_code == 429
    assert "から、もう一度お試しいただけます" in answer.text
    assert owner.sign_in().path == "/mypage"


def test_an_empty_form_leads_to_its_fields(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app)
    visit.open("/login")
    answer = visit.press("ログイン", login="", password="")
    assert answer.status_code == 422
    assert 'href="#field-login"' in answer.text
    assert 'href="#field-password"' in answer.text


def test_who_is_signed_in_need_not_sign_in_again(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    visit.open("/login?next=/mypage/bookings")
    assert visit.path == "/mypage/bookings"


def test_signing_out_ends_the_sign_in_on_the_server(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    cookie = visit.client.get_cookie("madoguchi")
    assert cookie is not None
    answer = visit.press("ログアウト")
    assert "ログアウトしました" in answer.text
    visit.client.set_cookie("madoguchi", cookie.value)
    visit.open("/mypage")
    assert visit.path == "/login"


def test_pages_of_a_signed_in_seeker_are_kept_by_no_cache(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    assert visit.open("/mypage").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("tries", "status"), [(99, 401), (100, 429)])
def test_a_network_tries_many_addresses_a_hundred_times_in_five_minutes(
    sqlite_app: Flask, tries: int, status: int
) -> None:
    visit = SeekerVisit(sqlite_app)
    visit.open("/login")
    network = {"REMOTE_ADDR": "127.0.0.1"}
    with sqlite_app.test_request_context("/login", method="POST", environ_base=network):
        for _ in range(tries):
            count_sign_in()
    assert visit.press("ログイン", login="nobody@example.com", password="wrong-1!").status_code == status
