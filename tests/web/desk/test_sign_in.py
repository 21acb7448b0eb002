"""The desk's door: who comes in, where it leads, and what it says to the others."""

import pytest
from flask import Flask

from booking.jobs import deliver_mail
from booking.services import services
from booking.web.way_back import local_path
from tests.mails import mails_in
from tests.town import password_of
from tests.web.staff_visits import OMURA_CLERK, StaffVisit


@pytest.mark.parametrize("typed", [" ＵＫＥＴＳＵＫＥ．ＯＭＵＲＡ＠example.com", "uketsuke。omura@example.com　"])
def test_a_clerk_comes_to_the_page_that_was_asked_for(sqlite_app: Flask, typed: str) -> None:
    visit = StaffVisit(sqlite_app)
    visit.open("/desk/seekers")
    with sqlite_app.app_context():
        password = password_of(sqlite_app, OMURA_CLERK)
    visit.press("ログイン", login=typed, password=password)
    assert visit.answer.request.path == "/desk/seekers"


def test_a_wrong_password_is_told_and_the_address_stays(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app)
    visit.open("/desk/login")
    answer = visit.press("ログイン", login=OMURA_CLERK, password="wrong-1!")
    assert answer.status_code == 401
    assert OMURA_CLERK in answer.text
    assert "メールアドレスかパスワードがちがいます" in answer.text


def test_five_wrong_passwords_lock_the_door_for_half_an_hour(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app)
    visit.open("/desk/login")
    for _ in range(5):
        answer = visit.press("ログイン", login=OMURA_CLERK, password="wrong-1!")
    assert answer.status_code == 429
    assert "から、もう一度入力してください。お急ぎのときや、お心当たりがないときは、管理者" in answer.text
    with sqlite_app.app_context():
        deliver_mail()
        (mail,) = mails_in(services().config.mail_folder)
    assert (mail["To"], "一時的に止めました" in mail["Subject"]) == (OMURA_CLERK, True)


def test_a_full_width_password_is_refused_with_the_reason(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app)
    visit.open("/desk/login")
    answer = visit.press("ログイン", login=OMURA_CLERK, password="ａｂｃ１２３！")
    assert answer.status_code == 422
    assert "パスワードは半角で入力してください" in answer.text


def test_a_seeker_has_no_sign_in_at_the_desk(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app)
    visit.open("/desk/login")
    with sqlite_app.app_context():
        password = password_of(sqlite_app, "misaki@example.com")
    assert visit.press("ログイン", login="misaki@example.com", password=password).status_code == 401


def test_after_signing_out_the_old_cookie_opens_nothing(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    cookie = visit.client.get_cookie("madoguchi")
    assert cookie is not None
    visit.press("ログアウト")
    visit.client.set_cookie("madoguchi", cookie.value)
    assert visit.client.get("/desk").location.startswith("/desk/login")


@pytest.mark.parametrize(
    "wanted",
    ["//evil.example", "https://evil.example", "/\\evil.example", "/\t/evil.example", "evil", "", None],
)
def test_sign_in_leads_to_no_other_server(wanted: str | None) -> None:
    assert local_path(wanted) is None


def test_sign_in_leads_to_a_path_with_its_question() -> None:
    assert local_path("/desk?day=2026-11-25") == "/desk?day=2026-11-25"
