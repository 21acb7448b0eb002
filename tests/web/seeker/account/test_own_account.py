"""「ログインの設定」: password, mail address, and the browsers in which one is signed in."""

import pytest
from flask import Flask

from booking.jobs import deliver_mail
from tests.mails import key_in, mails_in, text_of
from tests.web.seeker_visits import KAKUTO, MISAKI, SeekerVisit

NEW_PASSWORD, NEW_ADDRESS = "neu-2027!", "misaki.t@example.com"
ANDROID = "Mozilla/5.0 (Linux; Android 10; K) Chrome/130.0.0.0 Mobile Safari/537.36"


def signed_in(app: Flask, *, header: str = ANDROID) -> SeekerVisit:
    """Misaki at a browser."""
    visit = SeekerVisit(app)
    visit.client.environ_base["HTTP_USER_AGENT"] = header
    return visit.sign_in()


def mail_to(app: Flask, address: str) -> str:
    """The newest mail to this address, once what is due has gone out."""
    with app.app_context():
        deliver_mail()
        folder = app.extensions["services"].config.mail_folder
        return text_of([mail for mail in mails_in(folder) if mail["To"] == address][-1])


def newest_key(app: Flask) -> str:
    """The key in the newest mail."""
    with app.app_context():
        deliver_mail()
        return key_in(mails_in(app.extensions["services"].config.mail_folder)[-1])


def asked_for(visit: SeekerVisit, address: str = NEW_ADDRESS) -> SeekerVisit:
    """Ask for a key at the new address."""
    visit.open("/mypage/email")
    visit.press("次へ進む", address=address, password=visit.password_of(MISAKI))
    return visit


def test_the_settings_lead_to_all_three(sqlite_app: Flask) -> None:
    visit = signed_in(sqlite_app)
    visit.open("/mypage")
    assert "求職者情報・設定" in visit.answer.text
    assert "/mypage/sign-in" in visit.open("/mypage/settings").text
    for words in ("パスワードの変更", "メールアドレスの変更", "ログイン中の端末・ブラウザー", MISAKI):
        assert words in visit.open("/mypage/sign-in").text


def test_the_password_is_changed_and_the_other_browser_is_out(sqlite_app: Flask) -> None:
    mine, other = signed_in(sqlite_app), signed_in(sqlite_app)
    mine.open("/mypage/password")
    old = mine.password_of(MISAKI)
    answer = mine.press("変更する", old=old, password=NEW_PASSWORD, again=NEW_PASSWORD)
    assert "パスワードを変更しました" in answer.text
    mine.open("/mypage/messages")
    assert "パスワードが変更されました" in mine.answer.text
    other.open("/mypage")
    assert other.path == "/login"


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"old": ""}, "いまのパスワードを入力してください"),
        ({"old": "wrong-1!"}, "いまのパスワードがちがいます"),
        ({"password": "short1!", "again": "short1!"}, "8文字から32文字"),
        ({"again": "other-2027!"}, "2つのパスワードがちがいます"),
    ],
)
def test_what_is_typed_wrongly_is_said_at_its_field(sqlite_app: Flask, typed: dict[str, str], complaint: str) -> None:
    visit = signed_in(sqlite_app)
    visit.open("/mypage/password")
    right = {"old": visit.password_of(MISAKI), "password": NEW_PASSWORD, "again": NEW_PASSWORD}
    answer = visit.press("変更する", **{**right, **typed})
    assert answer.status_code in {401, 422}
    assert complaint in answer.text
    assert NEW_PASSWORD not in answer.text


def test_the_same_password_again_is_no_change(sqlite_app: Flask) -> None:
    visit = signed_in(sqlite_app)
    visit.open("/mypage/password")
    old = visit.password_of(MISAKI)
    assert "いまのパスワードとはちがうもの" in visit.press("変更する", old=old, password=old, again=old).text


def test_programs_that_keep_passwords_find_the_page(sqlite_app: Flask) -> None:
    visit = signed_in(sqlite_app)
    visit.open("/.well-known/change-password")
    assert visit.path == "/mypage/password"


@pytest.mark.parametrize("typed", [NEW_ADDRESS, "　Misaki.T＠example.com ", "misaki..t.@docomo.ne.jp"])
def test_the_address_is_changed_by_the_key_of_its_mail(sqlite_app: Flask, typed: str) -> None:
    visit = asked_for(signed_in(sqlite_app), typed)
    assert visit.path == "/mypage/email/confirm"
    answer = visit.press("変更する", key=f" {newest_key(sqlite_app).lower()} ")
    assert "メールアドレスを変更しました" in answer.text
    assert MISAKI not in visit.open("/mypage/sign-in").text


def test_an_address_that_somebody_has_is_answered_alike(sqlite_app: Flask) -> None:
    free = asked_for(signed_in(sqlite_app)).answer.text
    taken = asked_for(signed_in(sqlite_app), KAKUTO).answer.text
    assert _without_tokens(free) == _without_tokens(taken)


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"address": ""}, "メールアドレスを入力してください"),
        ({"address": "misaki@"}, "形がまちがっています"),
        ({"address": "みさき@example.com"}, "半角の英数字で入力"),
        ({"address": f"{'a' * 100}@example.com"}, "100文字以内"),
        ({"address": MISAKI}, "いまと同じメールアドレスです"),
        ({"password": "wrong-1!"}, "いまのパスワードがちがいます"),
    ],
)
def test_a_wrong_address_or_password_is_said_at_its_field(
    sqlite_app: Flask, typed: dict[str, str], complaint: str
) -> None:
    visit = signed_in(sqlite_app)
    visit.open("/mypage/email")
    right = {"address": NEW_ADDRESS, "password": visit.password_of(MISAKI)}
    answer = visit.press("次へ進む", **{**right, **typed})
    assert answer.status_code in {401, 422}
    assert complaint in answer.text


def test_a_wrong_key_leaves_the_address(sqlite_app: Flask) -> None:
    visit = asked_for(signed_in(sqlite_app))
    assert "認証キーがちがいます" in visit.press("変更する", key="WRONG22222").text
    assert MISAKI in visit.open("/mypage/sign-in").text


def test_the_link_to_the_old_address_undoes_it_and_leads_to_a_new_password(sqlite_app: Flask) -> None:
    visit = asked_for(signed_in(sqlite_app))
    visit.press("変更する", key=newest_key(sqlite_app))
    link = "/email/undo/" + mail_to(sqlite_app, MISAKI).split("/email/undo/")[1].split()[0]
    owner = SeekerVisit(sqlite_app)
    owner.open(link)
    owner.open(link)  # programs that look at mails open links, too
    owner.press("変更を取り消す")
    assert owner.path == "/password/forgotten"
    visit.open("/mypage")
    assert visit.path == "/login"
    owner.press("次へ進む", address=MISAKI)
    owner.press("完了", key=newest_key(sqlite_app), password=NEW_PASSWORD, again=NEW_PASSWORD)
    owner.press("ログイン", login=MISAKI, password=NEW_PASSWORD)
    assert owner.path == "/mypage"
    assert owner.open(link).status_code == 410
    assert "tel:0957400032" in owner.answer.text.partition("<main")[2].partition("</main>")[0]


def test_a_link_that_is_none_says_what_to_do(sqlite_app: Flask) -> None:
    answer = SeekerVisit(sqlite_app).open("/email/undo/nobody-was-mailed-this")
    assert answer.status_code == 410
    assert "お電話ください" in answer.text


def test_the_list_names_browsers_in_words_and_ends_them(sqlite_app: Flask) -> None:
    other = signed_in(sqlite_app, header="Mozilla/5.0 (iPhone) Safari/604.1 <b>")
    mine = signed_in(sqlite_app)
    page = mine.open("/mypage/browsers").text
    assert page.index("Chrome（Android）") < page.index("この端末") < page.index("Safari（iPhone）")
    assert "Mozilla" not in page
    mine.press("Safari（iPhone） ログアウトする")
    assert "Safari（iPhone）" not in mine.answer.text
    assert "ほかの端末からログアウトしました" in mine.open("/mypage/messages").text
    other.open("/mypage")
    assert other.path == "/login"


def test_all_others_are_ended_at_once(sqlite_app: Flask) -> None:
    others = [signed_in(sqlite_app), signed_in(sqlite_app)]
    mine = signed_in(sqlite_app)
    mine.open("/mypage/browsers")
    mine.press("ほかをすべてログアウトする")
    assert mine.path == "/mypage/browsers"
    assert "ほかの端末からログアウトしました" in mine.open("/mypage/messages").text
    for other in others:
        other.open("/mypage")
        assert other.path == "/login"


def test_the_previous_sign_in_stands_on_the_home_page(sqlite_app: Flask) -> None:
    assert "以前のログイン日時" not in signed_in(sqlite_app).open("/mypage").text
    assert "以前のログイン日時" in signed_in(sqlite_app).open("/mypage").text


def _without_tokens(page: str) -> list[str]:
    return [line for line in page.splitlines() if "csrf_token" not in line]
