"""「退会」 on the pages: what ends and what stays is said, the password asked, and the counter opens it again."""

import pytest
from flask import Flask

from tests.town import MISAKI as MISAKIS_NUMBER
from tests.web.seeker_visits import MISAKI, SeekerVisit, run_jobs
from tests.web.staff_visits import OMURA_CLERK, StaffVisit


def at_the_page(app: Flask) -> SeekerVisit:
    """Misaki, who has booked, at the page on which one leaves."""
    visit = SeekerVisit(app).sign_in()
    visit.book()
    assert 'href="/mypage/leave">退会' in visit.open("/mypage/settings").text
    visit.open("/mypage/leave")
    return visit


def test_the_page_says_what_ends_and_how_long_the_rest_stays(sqlite_app: Flask) -> None:
    page = at_the_page(sqlite_app).answer.text
    for words in (
        "次の予約は取り消されます",
        "2026年11月25日",
        "すべての端末でのログイン",
        "5年で消えます",
        "1年で消えます",
        "引きつがれます",
    ):
        assert words in page


def test_a_seeker_leaves_and_cannot_come_in_any_more(sqlite_app: Flask) -> None:
    visit = at_the_page(sqlite_app)
    visit.press("退会する", sure="yes", password=visit.password_of(MISAKI))
    assert (visit.path, "退会しました" in visit.answer.text) == ("/", True)
    assert visit.open("/mypage").request.path == "/login"
    visit.press("ログイン", login=MISAKI, password=visit.password_of(MISAKI))
    assert "/mypage" not in visit.path
    run_jobs(sqlite_app)


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"password": "wrong-2027!", "sure": "yes"}, "いまのパスワードがちがいます"),
        ({"password": "", "sure": "yes"}, "いまのパスワードを入力してください"),
        ({"password": "wrong-2027!"}, "チェックを入れてください"),
        ({"password": "ｐａｓｓ" * 500, "sure": "yes"}, "いまのパスワードがちがいます"),
    ],
)
def test_nobody_leaves_by_mistake(sqlite_app: Flask, typed: dict[str, str], complaint: str) -> None:
    visit = at_the_page(sqlite_app)
    visit.press("退会する", **typed)
    assert complaint in visit.answer.text
    assert "髙城 美咲様" in visit.open("/mypage").text


def test_the_counter_lets_them_open_it_again(sqlite_app: Flask) -> None:
    visit = at_the_page(sqlite_app)
    visit.press("退会する", sure="yes", password=visit.password_of(MISAKI))
    clerk = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    clerk.open_checked(MISAKIS_NUMBER)
    assert "マイページを退会した方です" in clerk.answer.text
    clerk.press("もう一度開設できるようにする")
    assert "もう一度開設できるようにしました" in clerk.answer.text
    assert "退会した方です" not in clerk.answer.text


def test_nothing_is_opened_again_without_the_identity_check(sqlite_app: Flask) -> None:
    visit = at_the_page(sqlite_app)
    visit.press("退会する", sure="yes", password=visit.password_of(MISAKI))
    clerk = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    person = clerk.open_checked(MISAKIS_NUMBER)
    form = clerk.form("もう一度開設できるようにする")
    later = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    later.open(f"/desk/seekers/{person}")
    assert "もう一度開設できるようにする" not in later.answer.text
    token = later.form("ログアウト").fields
    later.send(form.action, **token)
    assert "退会した方です" in later.open(f"/desk/seekers/{person}").text
