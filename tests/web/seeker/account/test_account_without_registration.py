"""Whoever has an account and no registration yet is told what is next, and can book nothing before that."""

import pytest
from flask import Flask

from booking.tables import Account
from tests.bookings.builders import all_of
from tests.people.newcomers import NEWCOMER, PASSWORD, account_without_registration, register_address
from tests.web.seeker_visits import WED_25, SeekerVisit

NEW_PASSWORD = "neu-2028!"


def signed_in(app: Flask, *, chosen: bool = False) -> SeekerVisit:
    """Somebody with such an account, who has chosen Wednesday 25 November at ten, or nothing."""
    with app.app_context():
        account_without_registration()
        register_address()
    visit = SeekerVisit(app)
    if chosen:
        visit.hold()
    else:
        visit.open("/login")
    visit.press("ログイン", login=NEWCOMER, password=PASSWORD)
    return visit


def test_the_sign_in_leads_to_what_is_next(sqlite_app: Flask) -> None:
    visit = signed_in(sqlite_app)
    assert visit.path == "/account/next"
    assert "求職登録に進む" in visit.answer.text


def test_where_nobody_registers_online_it_is_the_office(sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sqlite_app.extensions, "registration_endpoint")
    assert "ハローワークの窓口で、求職登録をしてください" in signed_in(sqlite_app).answer.text


def test_nothing_can_be_booked_before_the_registration(sqlite_app: Flask) -> None:
    visit = signed_in(sqlite_app)
    visit.hold(WED_25)
    assert visit.path == "/account/next"


@pytest.mark.parametrize("year", ["1958", "昭和33", "Ｓ３３"])
def test_whom_the_counter_knows_goes_on_to_the_chosen_time(sqlite_app: Flask, year: str) -> None:
    visit = signed_in(sqlite_app, chosen=True)
    visit.press("確認する", birth_year=year, birth_month="8", birth_day="１５")
    assert visit.path.endswith("/terms")


def test_another_birth_date_stays_typed_and_says_what_to_do(sqlite_app: Flask) -> None:
    visit = signed_in(sqlite_app)
    answer = visit.press("確認する", birth_year="昭和33", birth_month="8", birth_day="16")
    assert answer.status_code == 422
    assert "窓口での登録が見つかりませんでした" in answer.text
    assert 'value="昭和33"' in answer.text


@pytest.mark.parametrize("day", ["32", "", "十五"])
def test_what_is_no_birth_date_is_said_at_the_field(sqlite_app: Flask, day: str) -> None:
    visit = signed_in(sqlite_app)
    answer = visit.press("確認する", birth_year="1958", birth_month="8", birth_day=day)
    assert answer.status_code == 422
    assert "生年月日を、西暦か元号で入力してください" in answer.text


def test_password_browsers_and_leaving_are_there_before_the_registration(sqlite_app: Flask) -> None:
    visit = signed_in(sqlite_app)
    visit.open("/mypage/sign-in")
    assert "メールアドレスの変更" not in visit.answer.text
    assert "求人検索" not in visit.answer.text  # the menu is for who is registered
    visit.open("/mypage/password")
    visit.press("変更する", old=PASSWORD, password=NEW_PASSWORD, again=NEW_PASSWORD)
    assert visit.path == "/mypage/sign-in"
    assert "この端末" in visit.open("/mypage/browsers").text


def test_whoever_leaves_before_the_registration_is_gone_at_once(sqlite_app: Flask) -> None:
    visit = signed_in(sqlite_app)
    visit.open("/mypage/leave")
    visit.press("退会する", password=PASSWORD, sure="yes")
    assert "アカウントと、入力した内容は消えました" in visit.answer.text
    visit.open("/login")
    assert visit.press("ログイン", login=NEWCOMER, password=PASSWORD).status_code == 401
    with sqlite_app.app_context():
        assert [account.login for account in all_of(Account)][-1].startswith("left-")


def test_a_wrong_password_leaves_nothing(sqlite_app: Flask) -> None:
    visit = signed_in(sqlite_app)
    visit.open("/mypage/leave")
    answer = visit.press("退会する", password="wrong-1!", sure="yes")
    assert answer.status_code == 401
    assert "いまのパスワードがちがいます" in answer.text
    with sqlite_app.app_context():
        assert NEWCOMER in [account.login for account in all_of(Account)]
