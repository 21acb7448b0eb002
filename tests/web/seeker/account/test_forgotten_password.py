"""「パスワードをお忘れの方」 (user manual ch. 3)."""

import pytest
from flask import Flask

from booking.jobs import deliver_mail
from tests.mails import key_in, mails_in
from tests.web.seeker_visits import MISAKI, SeekerVisit

NEW = "neu-2027!"


def requested(app: Flask, address: str = MISAKI) -> SeekerVisit:
    """Somebody who has asked for a key."""
    visit = SeekerVisit(app)
    visit.open("/login")
    assert "パスワードをお忘れの方" in visit.answer.text
    visit.open("/password/forgotten")
    visit.press("次へ進む", address=address)
    return visit


def mailed_key(app: Flask) -> str:
    """The key in the newest mail."""
    with app.app_context():
        deliver_mail()
        mail = mails_in(app.extensions["services"].config.mail_folder)[-1]
    assert "パスワード再登録申込受付通知" in mail["Subject"]
    return key_in(mail)


def test_a_seeker_gets_back_in_by_mail(sqlite_app: Flask) -> None:
    visit = requested(sqlite_app)
    visit.press("完了", key=f" {mailed_key(sqlite_app).lower()} ", password=NEW, again=NEW)
    assert visit.path == "/login"
    assert "パスワードを再登録しました" in visit.answer.text
    visit.press("ログイン", login=MISAKI, password=NEW)
    assert visit.path == "/mypage"


def test_an_address_that_nobody_has_is_answered_alike(sqlite_app: Flask) -> None:
    known, unknown = requested(sqlite_app), requested(sqlite_app, "nobody@example.com")
    assert known.path == unknown.path == "/password/reset"
    assert _without_token(known) == _without_token(unknown)


def test_a_wrong_key_is_told_and_the_key_stays_typed(sqlite_app: Flask) -> None:
    visit = requested(sqlite_app)
    answer = visit.press("完了", key="WRONG22222", password=NEW, again=NEW)
    assert answer.status_code == 422
    assert "認証キーがちがいます" in answer.text
    assert 'value="WRONG22222"' in answer.text
    assert NEW not in answer.text


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"key": ""}, "認証キーを入力してください"),
        ({"password": "short1!", "again": "short1!"}, "8文字から32文字"),
        ({"password": "ｎｅｕ-2027!", "again": "ｎｅｕ-2027!"}, "半角"),
        ({"again": "other-2027!"}, "2つのパスワードがちがいます"),
    ],
)
def test_what_is_typed_wrongly_is_said_at_its_field(sqlite_app: Flask, typed: dict[str, str], complaint: str) -> None:
    visit = requested(sqlite_app)
    answer = visit.press("完了", **{"key": "KMQX7P2R4T", "password": NEW, "again": NEW, **typed})
    assert answer.status_code == 422
    assert complaint in answer.text


def test_who_closed_the_page_begins_again(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app)
    visit.open("/password/reset")
    assert visit.path == "/password/forgotten"


def test_a_new_key_ends_the_one_before(sqlite_app: Flask) -> None:
    visit = requested(sqlite_app)
    older = mailed_key(sqlite_app)
    visit.open("/password/forgotten")
    visit.press("次へ進む", address=MISAKI)
    assert visit.press("完了", key=older, password=NEW, again=NEW).status_code == 422
    assert visit.press("完了", key=mailed_key(sqlite_app), password=NEW, again=NEW).status_code == 200


def _without_token(visit: SeekerVisit) -> str:
    return visit.answer.text.replace(visit.form("完了").fields["csrf_token"], "")
