"""At the desk: closing a my-page and opening it again, ending what is signed in, and what the card says of both."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from booking.people.records.closing import close_my_page
from booking.tables import Closure
from tests.bookings.builders import all_of
from tests.town import FRIDAY_MORNING, MISAKI, TARO, seeker_id
from tests.web.seeker_visits import SeekerVisit
from tests.web.staff_visits import COUNSELLOR, OMURA_CLERK, StaffVisit, audit_acts

CLOSE, REOPEN, END = "利用不可にする", "利用不可を解く", "すべて終わらせる"


def card_of(app: Flask, number: str = MISAKI) -> str:
    with app.app_context():
        return f"/desk/seekers/{seeker_id(number)}"


def closed(app: Flask) -> StaffVisit:
    """Omura's clerk has closed Misaki's my-page."""
    visit = StaffVisit(app).sign_in(OMURA_CLERK)
    visit.open(f"{card_of(app)}/closure")
    visit.press(CLOSE, reason="アカウントが貸されていたため")
    return visit


def test_the_card_says_what_the_account_can_and_cannot_do(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    page = visit.open(card_of(sqlite_app)).text
    assert "いまできること" in page
    assert "mi***@example.com" in page
    assert "misaki@example.com" not in page


def test_a_closed_my_page_lets_nobody_in_and_says_whom_to_call(sqlite_app: Flask) -> None:
    misaki = SeekerVisit(sqlite_app).sign_in()
    visit = closed(sqlite_app)
    assert "マイページを利用不可にしました" in visit.answer.text
    assert "アカウントが貸されていたため" in visit.answer.text
    assert misaki.open("/mypage").request.path == "/login"
    answer = misaki.sign_in().answer
    assert answer.status_code == 403
    for said in ("いまご利用になれません", "アカウントが貸されていたため", "0957-40-0032"):
        assert said in answer.text


def test_nobody_is_booked_for_and_no_times_are_offered(sqlite_app: Flask) -> None:
    visit = closed(sqlite_app)
    visit.open_checked(MISAKI)
    assert "空いている時間を見る" not in visit.answer.text
    assert "マイページが利用不可です" in visit.answer.text


def test_it_is_opened_again_with_a_reason(sqlite_app: Flask) -> None:
    visit = closed(sqlite_app)
    visit.open(f"{card_of(sqlite_app)}/closure")
    assert "理由を入力してください" in visit.press(REOPEN, reason="").text
    assert "マイページの利用不可を解きました" in visit.press(REOPEN, reason="事情を確かめたため").text
    assert SeekerVisit(sqlite_app).sign_in().open("/mypage").status_code == 200
    assert [act.split()[1] for act in audit_acts(sqlite_app)][-2:] == ["close_my_page", "reopen_my_page"]


def test_it_is_closed_until_a_day_that_all_are_told(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    visit.open(f"{card_of(sqlite_app)}/closure")
    for typed, complaint in (
        ("2026-11-19", "今日か、これからの日"),
        ("11/30", "例のように"),
        ("2026-02-30", "例のように"),
    ):
        answer = visit.press(CLOSE, reason="貸されていたため", last_day=typed)
        assert answer.status_code == 422
        assert complaint in answer.text
    answer = visit.press(CLOSE, last_day="２０２６－１１－３０")
    assert "から利用不可です。最後の日：2026年11月30日（月）。理由：貸されていたため" in answer.text
    assert "2026年11月30日（月）までです" in SeekerVisit(sqlite_app).sign_in().answer.text


@pytest.mark.parametrize("reason", ["", "　\u200b", "。、", "あ" * 201])
def test_without_a_reason_nothing_is_closed(sqlite_app: Flask, reason: str) -> None:
    visit = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    visit.open(f"{card_of(sqlite_app)}/closure")
    assert visit.press(CLOSE, reason=reason).status_code == 422
    with sqlite_app.app_context():
        assert all_of(Closure) == []


def test_who_closes_what_a_colleague_has_just_closed_is_told(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    visit.open(f"{card_of(sqlite_app)}/closure")
    with sqlite_app.app_context():
        moments = {"now": FRIDAY_MORNING, "real_now": datetime.now(UTC)}
        close_my_page(seeker_id(MISAKI), reason="先に", staff_id=1, **moments)
    assert "ほかの職員が、先に利用不可にしました" in visit.press(CLOSE, reason="貸されていたため").text


def test_what_is_signed_in_is_ended_after_the_identity_check(sqlite_app: Flask) -> None:
    misaki = SeekerVisit(sqlite_app).sign_in()
    visit = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    assert visit.open(f"{card_of(sqlite_app)}/access").status_code == 403
    visit.open_checked(MISAKI)
    assert "1台" in visit.open(f"{card_of(sqlite_app)}/access").text
    assert "ログイン中の端末1台、カレンダーのアドレス0件、トークン0件を終わらせました" in visit.press(END).text
    assert misaki.open("/mypage").request.path == "/login"


def test_other_offices_people_and_counsellors_are_kept_out(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    for page in ("closure", "access"):
        assert visit.open(f"{card_of(sqlite_app, TARO)}/{page}").status_code == 404
        assert StaffVisit(sqlite_app).sign_in(COUNSELLOR).open(f"{card_of(sqlite_app)}/{page}").status_code == 403


def test_correcting_for_an_impostor_leads_on_to_ending_what_is_signed_in(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    visit.open_checked(MISAKI)
    visit.open(f"{card_of(sqlite_app)}/email")
    answer = visit.press(
        "メールアドレスを直す", email="misaki.t@example.com", reason="聞きまちがえていたため", impostor="yes"
    )
    assert answer.request.path == f"{card_of(sqlite_app)}/access"
    assert END in answer.text
