"""The doors to a my-page at a browser without JavaScript (japan.md D1, D3, D4, C1): consent, mail, password, done."""

from email.message import EmailMessage

import pytest
from flask import Flask

from booking.jobs import deliver_mail
from tests.mails import key_in, mails_in, page_in, text_of
from tests.people.newcomers import NEWCOMER, PASSWORD, register_address
from tests.web.seeker_visits import SeekerVisit

AGREED = {"privacy_policy": "yes", "my_page_terms": "yes"}
BORN = {"birth_year": "昭和33", "birth_month": "8", "birth_day": "15"}  # Hatsue
CHOSEN = {"password": PASSWORD, "again": PASSWORD}
OTHERS = {"birth_year": "1958", "birth_month": "8", "birth_day": "16"}


def newest_mail(app: Flask) -> EmailMessage:
    """The newest mail."""
    with app.app_context():
        deliver_mail()
        return mails_in(app.extensions["services"].config.mail_folder)[-1]


@pytest.fixture
def registered_app(sqlite_app: Flask) -> Flask:
    """The counter has noted Hatsue's address."""
    with sqlite_app.app_context():
        register_address()
    return sqlite_app


def at_address(app: Flask, visit: SeekerVisit | None = None) -> SeekerVisit:
    """Somebody who has read both texts at the door for who is registered at a counter."""
    visit = visit or SeekerVisit(app)
    visit.open("/open")
    visit.press("次へ進む", **AGREED)
    return visit


def asked(
    app: Flask, visit: SeekerVisit | None = None, address: str = NEWCOMER, born: dict[str, str] = BORN
) -> SeekerVisit:
    """Somebody who has said address and birth date."""
    visit = at_address(app, visit)
    visit.press("次へ進む", address=address, **born)
    return visit


def test_who_is_registered_at_a_counter_opens_the_my_page_and_signs_in(registered_app: Flask) -> None:
    visit = asked(registered_app)
    assert visit.path == "/open/password"
    visit.press("完了", key=key_in(newest_mail(registered_app)).lower(), **CHOSEN)
    assert "パスワードの登録が完了し、求職者マイページが開設されました。" in visit.answer.text
    visit.open("/login")
    visit.press("ログイン", login=NEWCOMER, password=PASSWORD)
    assert visit.path == "/mypage"


def test_the_time_that_was_chosen_is_held_after_the_opening(registered_app: Flask) -> None:
    visit = SeekerVisit(registered_app)
    visit.hold()
    assert "ハローワークをご利用中の方のマイページ開設" in visit.answer.text
    asked(registered_app, visit)
    visit.press("完了", key=key_in(newest_mail(registered_app)), **CHOSEN)
    visit.open("/login")
    visit.press("ログイン", login=NEWCOMER, password=PASSWORD)
    assert visit.path.endswith("/terms")


@pytest.mark.parametrize("door", ["/open", "/sign-up", "/register"])
@pytest.mark.parametrize("ticked", ["privacy_policy", "my_page_terms"])
def test_both_texts_have_to_be_agreed_to(sqlite_app: Flask, door: str, ticked: str) -> None:
    visit = SeekerVisit(sqlite_app)
    visit.open(door)
    answer = visit.press("次へ進む", **{ticked: "yes", "address": NEWCOMER})
    assert answer.status_code == 422
    assert answer.text.count("を最後まで読み、「同意します」にチェックを入れてください。") == 2  # summary and field


@pytest.mark.parametrize("door", ["/open", "/sign-up", "/register"])
def test_the_box_of_each_text_stands_at_its_end(sqlite_app: Flask, door: str) -> None:
    text = SeekerVisit(sqlite_app).open(door).text
    ends = [
        "8. この方針が変わるとき",
        'name="privacy_policy"',
        "10. 規約が変わるとき",
        'name="my_page_terms"',
        "次へ進む",
    ]
    places = [text.index(end) for end in ends]
    assert places == sorted(places)


def test_a_text_that_became_newer_meanwhile_is_read_again(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app)
    visit.open("/open")
    answer = visit.press("次へ進む", **AGREED, my_page_terms_version="2020-01-01")
    assert "「マイページ利用規約」が新しくなりました" in answer.text


@pytest.mark.parametrize(
    "page", ["/open/address", "/open/password", "/register/password", "/sign-up/address", "/sign-up/sent"]
)
def test_nobody_comes_past_the_consent(sqlite_app: Flask, page: str) -> None:
    visit = SeekerVisit(sqlite_app)
    visit.open(page)
    assert visit.path == "/" + page.split("/")[1]


@pytest.mark.parametrize(
    ("address", "born"), [("nobody@example.com", BORN), (NEWCOMER, OTHERS), ("misaki@example.com", BORN)]
)
def test_who_does_not_fit_is_answered_alike(registered_app: Flask, address: str, born: dict[str, str]) -> None:
    fits, does_not = asked(registered_app), asked(registered_app, address=address, born=born)
    assert fits.path == does_not.path
    assert _without_tokens(fits) == _without_tokens(does_not)


def test_the_mail_of_route_1_is_the_sources(registered_app: Flask) -> None:
    asked(registered_app)
    mail = newest_mail(registered_app)
    assert mail["Subject"].endswith("】パスワード登録申込受付通知")
    assert "50分以内に以下の認証キーを入力して、新規登録を続行してください。" in text_of(mail)


def test_a_new_mail_ends_the_key_before(registered_app: Flask) -> None:
    visit = asked(registered_app)
    older = key_in(newest_mail(registered_app))
    visit.press("メールをもう一度送る")
    assert "メールをもう一度お送りしました" in visit.answer.text
    assert visit.press("完了", key=older, **CHOSEN).status_code == 422
    visit.press("完了", key=key_in(newest_mail(registered_app)), **CHOSEN)
    assert visit.path == "/open/done"


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"address": ""}, "メールアドレスを入力してください"),
        ({"address": "hatsue"}, "メールアドレスを、半角の英数字で入力してください"),
        ({"address": "@example.com"}, "メールアドレスの形がまちがっています"),
        ({"address": f"{'a' * 95}@example.com"}, "100文字以内"),
        ({"birth_year": "", "birth_month": "", "birth_day": ""}, "生年月日を入力してください"),
        ({"birth_year": "昭和64", "birth_month": "1", "birth_day": "8"}, "西暦か元号で入力してください"),
        ({"birth_year": "2999"}, "西暦か元号で入力してください"),
    ],
)
def test_what_is_typed_wrongly_is_said_at_its_field(sqlite_app: Flask, typed: dict[str, str], complaint: str) -> None:
    visit = at_address(sqlite_app)
    answer = visit.press("次へ進む", **{"address": NEWCOMER, **BORN, **typed})
    assert answer.status_code == 422
    assert complaint in answer.text


def test_a_password_that_is_missing_is_asked_for_as_its_page_calls_it(registered_app: Flask) -> None:
    for visit, button in ((asked(registered_app), "完了"), (linked(registered_app), "確認へ進む")):
        page = visit.press(button).text
        assert "登録するパスワードを入力してください" in page
        assert "新しいパスワード" not in page


@pytest.mark.parametrize(
    "address", ["ｈａｔｓｕｅ＠ｅｘａｍｐｌｅ．ｃｏｍ", " Hatsue@Example.com　", "hatsue@example。com"]
)
def test_an_address_is_read_whichever_keyboard_typed_it(registered_app: Flask, address: str) -> None:
    asked(registered_app, address=address)
    assert newest_mail(registered_app)["To"] == NEWCOMER


@pytest.mark.parametrize("address", ["a..b@docomo.ne.jp", "x.@ezweb.ne.jp"])
def test_the_addresses_of_old_phones_are_taken(sqlite_app: Flask, address: str) -> None:
    visit = SeekerVisit(sqlite_app)
    visit.open("/register")
    visit.press("次へ進む", address=address, **AGREED)
    assert newest_mail(sqlite_app)["To"] is not None
    visit.press("完了", key=key_in(newest_mail(sqlite_app)), **CHOSEN)
    assert visit.path == "/account/next"


def test_a_line_break_in_an_address_makes_no_header(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app)
    visit.open("/register")
    answer = visit.press("次へ進む", address="a@example.com\r\nBcc: b@example.com", **AGREED)
    assert answer.status_code == 422
    with sqlite_app.app_context():
        deliver_mail()
        assert mails_in(sqlite_app.extensions["services"].config.mail_folder) == []


def test_the_mail_of_route_2_is_word_by_word_the_sources(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app)
    visit.open("/register")
    visit.press("次へ進む", address=NEWCOMER, **AGREED)
    mail = newest_mail(sqlite_app)
    assert mail["Subject"] == "【ハローワーク】アカウント仮登録完了通知"
    lines = [line for line in text_of(mail).splitlines() if line]
    assert lines[:4] == [  # but for whose service it is (decision 0047)
        "こちらはオンライン相談予約サイト「窓口 Madoguchi」です。",
        "アカウントの新規登録の申込みを受け付けました。",
        "50分以内に以下の認証キーを入力して、新規登録を続行してください。",
        "なお、このメールにお心当たりがない場合は、破棄してください。",
    ]
    assert lines[4] == f"認証キー ： {key_in(mail)}"
    assert "".join(lines[-2:]).endswith(
        "※このメールは送信専用アドレスから自動送信されています。本メールへの返信はできません。"
    )


def test_who_opens_an_account_online_goes_on_signed_in_with_the_chosen_time(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app)
    visit.hold()
    visit.open("/register")
    visit.press("次へ進む", address=NEWCOMER, **AGREED)
    visit.press("完了", key=key_in(newest_mail(sqlite_app)), **CHOSEN)
    assert visit.path == "/account/next"
    with sqlite_app.app_context():
        register_address()
    visit.press("確認する", **BORN)
    assert visit.path.endswith("/terms")


def test_without_online_registration_the_door_leads_to_an_office(
    sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sqlite_app.extensions, "registration_endpoint")
    visit = SeekerVisit(sqlite_app)
    visit.open("/login")
    assert "マイページを開設して求職申込み" not in visit.answer.text
    for page in ("/register", "/register/password"):
        visit.open(page)
        assert visit.path == "/register"
        assert "求職登録は窓口で" in visit.answer.text


def linked(app: Flask) -> SeekerVisit:
    """Somebody who has opened the link of the mail, in another browser than the one that asked for it."""
    visit = SeekerVisit(app)
    visit.open("/sign-up")
    visit.press("次へ進む", **AGREED)
    visit.press("登録する", address=NEWCOMER)
    assert visit.path == "/sign-up/sent"
    phone = SeekerVisit(app)
    phone.open(page_in(newest_mail(app)).removeprefix("http://127.0.0.1:8000"))
    return phone


def test_signing_up_finds_whom_a_counter_has_registered(registered_app: Flask) -> None:
    visit = linked(registered_app)
    assert visit.path == "/sign-up/details"  # the token stands in the address no more
    visit.press("確認へ進む", **BORN, **CHOSEN)
    assert "1958年8月15日" in visit.answer.text
    assert PASSWORD not in visit.answer.text
    visit.press("登録する")
    assert visit.path == "/open/done"


def test_signing_up_leads_on_whom_nobody_knows(registered_app: Flask) -> None:
    visit = linked(registered_app)
    visit.press("確認へ進む", **OTHERS, **CHOSEN)
    visit.press("登録する")
    assert visit.path == "/sign-up/done"
    visit.open("/login")
    visit.press("ログイン", login=NEWCOMER, password=PASSWORD)
    assert visit.path == "/account/next"


def test_what_was_filled_in_can_be_mended_before_the_last_press(registered_app: Flask) -> None:
    visit = linked(registered_app)
    visit.press("確認へ進む", **OTHERS, **CHOSEN)
    visit.open("/sign-up/details")
    assert 'value="16"' in visit.answer.text
    visit.press("確認へ進む", **BORN, **CHOSEN)
    visit.press("登録する")
    assert visit.path == "/open/done"


def test_who_goes_back_after_the_end_finds_the_end(registered_app: Flask) -> None:
    visit = linked(registered_app)
    visit.press("確認へ進む", **OTHERS, **CHOSEN)
    visit.press("登録する")
    for page in ("/sign-up/confirm", "/sign-up/details", "/sign-up/sent"):
        visit.open(page)
        assert visit.path == "/sign-up/done"
    visit.open("/sign-up")
    assert visit.path == "/sign-up"


def send_again(visit: SeekerVisit, words: str, **typed: str) -> None:
    """Press a button twice, so fast that the second form goes out before the first was answered."""
    form, before = visit.form(words), visit.client.get_cookie("madoguchi")
    assert before is not None
    visit.press(words, **typed)
    visit.client.set_cookie("madoguchi", before.value)
    visit.send(form.action, **{**form.fields, **typed})


def test_the_last_form_sent_twice_opens_once_and_says_so(registered_app: Flask) -> None:
    visit = asked(registered_app)
    send_again(visit, "完了", key=key_in(newest_mail(registered_app)), **CHOSEN)
    assert visit.path == "/open/done"


def test_the_last_form_of_route_2_sent_twice_leads_to_the_sign_in(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app)
    visit.open("/register")
    visit.press("次へ進む", address=NEWCOMER, **AGREED)
    send_again(visit, "完了", key=key_in(newest_mail(sqlite_app)), **CHOSEN)
    assert "アカウントの登録は完了しています" in visit.answer.text


def test_the_last_form_of_signing_up_sent_twice_leads_to_the_sign_in(sqlite_app: Flask) -> None:
    visit = linked(sqlite_app)
    visit.press("確認へ進む", **OTHERS, **CHOSEN)
    send_again(visit, "登録する")
    assert "アカウントの登録は完了しています" in visit.answer.text


def test_a_link_that_is_none_leads_to_the_start(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app)
    for page in ("/sign-up/mail/nonsense", "/sign-up/details", "/sign-up/confirm"):
        visit.open(page)
        assert visit.path == "/sign-up"
        assert "はじめからやり直してください" in visit.answer.text


def test_the_links_of_mails_name_the_configured_host_whatever_a_request_names(sqlite_app: Flask) -> None:
    visit, host = SeekerVisit(sqlite_app), "http://192.0.2.7"
    visit.open(f"{host}/sign-up")
    for button, typed in (("次へ進む", AGREED), ("登録する", {"address": NEWCOMER})):
        form = visit.form(button)
        visit.send(host + form.action, **{**form.fields, **typed})
    assert visit.answer.request.url == f"{host}/sign-up/sent"
    assert page_in(newest_mail(sqlite_app)).startswith("http://127.0.0.1:8000/sign-up/mail/")


def _without_tokens(visit: SeekerVisit) -> str:
    return visit.answer.text.replace(visit.form("完了").fields["csrf_token"], "")
