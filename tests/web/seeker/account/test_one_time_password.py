"""The one-time password of the my-page's door (my-page guide; japan.md E2)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.town import StandingClock
from tests.web.mail_reaches_people import mailed_code, newest_mail, with_mail
from tests.web.seeker_visits import MISAKI, WED_25, SeekerVisit

PAGE = "/login/code"


@pytest.fixture
def mail_app(sqlite_town_url: str, tmp_path: Path, clock: StandingClock) -> Iterator[Flask]:
    with with_mail(sqlite_town_url, tmp_path, clock) as app:
        yield app


def at_the_code(app: Flask) -> SeekerVisit:
    """Somebody who has given the right password."""
    visit = SeekerVisit(app).sign_in()
    assert visit.path == PAGE
    return visit


def test_the_password_alone_opens_nothing(mail_app: Flask) -> None:
    visit = at_the_code(mail_app)
    visit.open("/mypage")
    assert visit.path == "/login"


@pytest.mark.parametrize("typed", ["{}", " {} ", "{}\r\n"])
def test_the_code_of_the_mail_opens_the_my_page(mail_app: Flask, typed: str) -> None:
    visit = at_the_code(mail_app)
    assert visit.press("送信", code=typed.format(mailed_code(mail_app))).status_code == 200
    assert visit.path == "/mypage"


def test_full_width_digits_with_spaces_are_read(mail_app: Flask) -> None:
    visit = at_the_code(mail_app)
    wide = mailed_code(mail_app).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    visit.press("送信", code=f"　{wide[:3]} {wide[3:]}")
    assert visit.path == "/mypage"


def test_the_page_that_was_wanted_opens_afterwards(mail_app: Flask) -> None:
    visit = SeekerVisit(mail_app)
    visit.open("/mypage/messages")
    visit.give_password()
    visit.press("送信", code=mailed_code(mail_app))
    assert visit.path == "/mypage/messages"


@pytest.mark.parametrize("wanted", ["//example.com", "https://example.com/", "/\\example.com", "/\t/example.com"])
def test_no_link_leads_through_the_code_to_a_stranger(mail_app: Flask, wanted: str) -> None:
    visit = at_the_code(mail_app)
    visit.open(f"{PAGE}?next={wanted}")
    visit.press("送信", code=mailed_code(mail_app))
    assert visit.path == "/mypage"


def test_a_time_that_was_chosen_before_is_held_after_the_code(mail_app: Flask) -> None:
    visit = SeekerVisit(mail_app)
    visit.open(WED_25)
    visit.press("10時00分から予約する")
    visit.give_password()
    visit.press("送信", code=mailed_code(mail_app))
    assert "同意する" in visit.answer.text


def test_a_wrong_code_is_told_and_another_can_be_sent(mail_app: Flask) -> None:
    visit = at_the_code(mail_app)
    answer = visit.press("送信", code="no code", skips="yes")
    assert answer.status_code == 401
    assert "ワンタイムパスワードがちがいます" in answer.text
    assert " checked" in answer.text
    assert "お送りしました" in visit.press("もう一度メールを送る").text
    visit.press("送信", code=mailed_code(mail_app))
    assert visit.path == "/mypage"


def test_an_empty_code_leads_to_its_field(mail_app: Flask) -> None:
    answer = at_the_code(mail_app).press("送信", code=" ")
    assert answer.status_code == 422
    assert 'href="#field-code"' in answer.text


def test_the_fifth_wrong_code_leads_back_and_says_from_when_to_try_again(mail_app: Flask) -> None:
    visit = at_the_code(mail_app)
    for _ in range(5):
        answer = visit.press("送信", code="no code")
    assert visit.path == "/login"
    assert "から、もう一度お試しいただけます" in answer.text
    assert "ほかの人があなたのパスワードを知っています" in newest_mail(mail_app)


def test_who_ticks_the_box_is_asked_for_the_password_alone_from_then_on(mail_app: Flask) -> None:
    visit = at_the_code(mail_app)
    visit.press("送信", code=mailed_code(mail_app), skips="yes")
    visit.press("ログアウト")
    assert visit.sign_in().path == "/mypage"


def test_who_does_not_tick_it_is_asked_again(mail_app: Flask) -> None:
    visit = at_the_code(mail_app)
    visit.press("送信", code=mailed_code(mail_app))
    visit.press("ログアウト")
    assert visit.sign_in().path == PAGE


def test_a_forged_cookie_is_asked(mail_app: Flask) -> None:
    visit = SeekerVisit(mail_app)
    visit.client.set_cookie("madoguchi_trusted", '["a token"].forged')
    assert visit.sign_in().path == PAGE


def test_the_mail_names_nobody_and_shows_the_way_to_a_new_password(mail_app: Flask) -> None:
    at_the_code(mail_app)
    mail = newest_mail(mail_app)
    assert "/password/forgotten" in mail
    assert "見本" not in mail
    assert MISAKI not in mail


def test_who_is_at_no_step_is_led_to_the_door(mail_app: Flask) -> None:
    visit = SeekerVisit(mail_app)
    visit.open(f"{PAGE}?next=/mypage/messages")
    assert (visit.path, visit.answer.request.args["next"]) == ("/login", "/mypage/messages")


def test_what_was_planted_in_the_session_before_is_gone(mail_app: Flask) -> None:
    visit = SeekerVisit(mail_app)
    with visit.client.session_transaction() as session:
        session["planted"] = "by somebody else"
    visit.sign_in()
    planted = visit.client.get_cookie("madoguchi")
    visit.press("送信", code=mailed_code(mail_app))
    with visit.client.session_transaction() as session:
        assert "planted" not in session
    assert planted is not None
    visit.client.set_cookie("madoguchi", planted.value)
    visit.open("/mypage")
    assert visit.path == "/login"


@pytest.mark.parametrize("address", ["/login", PAGE, f"{PAGE}/again"])
def test_a_form_from_another_page_signs_nobody_in(mail_app: Flask, address: str) -> None:
    visit = at_the_code(mail_app)
    fields = {"login": MISAKI, "password": visit.password_of(MISAKI), "code": mailed_code(mail_app)}
    visit.send(address, **fields)
    visit.open("/mypage")
    assert visit.path == "/login"
