"""求職者情報・設定 → 基本情報 → 各種設定 → 「求職有効」 → 確認 → 完了 (my-page guide, p. 13; japan.md I4)."""

import pytest
from flask import Flask

from booking.jobs import change_validity
from tests.bookings.builders import change_seeker
from tests.days import day
from tests.town import MISAKI as MISAKIS_NUMBER
from tests.town import NAIKO as NAIKOS_NUMBER
from tests.town import StandingClock
from tests.web.seeker_visits import NAIKO, OMURA, WED_25, SeekerVisit


def quarter_of_an_hour(app: Flask, clock: StandingClock) -> None:
    """Time passes, and the job runs."""
    clock.move(minutes=15)
    with app.app_context():
        change_validity()


@pytest.mark.parametrize("page", ["/mypage", OMURA])
def test_a_banner_leads_straight_to_it(sqlite_app: Flask, page: str) -> None:
    visit = SeekerVisit(sqlite_app).sign_in(NAIKO)
    answer = visit.open(page)
    assert "求職の登録が有効になっていないため、予約できません" in answer.text
    assert 'href="/mypage/validity"' in answer.text


def test_the_refusal_of_a_booking_leads_straight_to_it(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in(NAIKO)
    visit.open(WED_25)
    answer = visit.press("10時00分から予約する")
    assert answer.status_code == 403
    assert "各種設定（求職有効）へ" in answer.text


def test_a_seeker_becomes_valid_and_books(sqlite_app: Flask, clock: StandingClock) -> None:
    visit = SeekerVisit(sqlite_app).sign_in(NAIKO)
    visit.open("/mypage/validity")
    assert "オンライン相談の新しい予約" in visit.answer.text  # what is unusable meanwhile
    visit.open("/mypage/validity/valid")
    assert "2027年1月31日（日）まで" in visit.answer.text
    visit.press("完了")
    assert "それまでは、まだ予約できません" in visit.answer.text
    quarter_of_an_hour(sqlite_app, clock)
    assert "2027年1月31日（日）まで" in visit.open("/mypage/validity").text
    visit.hold()
    assert visit.path.endswith("/terms")


def test_a_seeker_ends_it_for_one_of_the_three_reasons(sqlite_app: Flask, clock: StandingClock) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    visit.open("/mypage/validity")
    visit.open("/mypage/validity/invalid")
    assert visit.press("確認へ進む").status_code == 422
    assert "理由を、1つ選んでください" in visit.answer.text
    visit.press("確認へ進む", reason="leaving")
    assert "一定期間で求職登録データが削除されます" in visit.answer.text
    visit.press("完了")
    quarter_of_an_hour(sqlite_app, clock)
    assert "③今後、ハローワークを使う予定がない" in visit.open("/mypage/validity").text


def test_after_a_year_the_page_says_whom_to_call(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        change_seeker(NAIKOS_NUMBER, registration_valid_until=day("2025-11-18 Tue"))
    visit = SeekerVisit(sqlite_app).sign_in(NAIKO)
    answer = visit.open("/mypage/validity")
    assert "1年を過ぎました" in answer.text
    assert "0957-40-0032" in answer.text
    assert 'href="/mypage/validity/valid"' not in answer.text
    visit.open("/mypage/validity/valid")
    assert visit.path == "/mypage/validity"


def test_pressed_twice_and_back_it_is_one_change(sqlite_app: Flask, clock: StandingClock) -> None:
    visit = SeekerVisit(sqlite_app).sign_in(NAIKO)
    for _ in range(2):
        visit.open("/mypage/validity/valid")
        if visit.path.endswith("/valid"):
            visit.press("完了")
    assert visit.path == "/mypage/validity"
    assert "「求職有効」を受け付けています" in visit.answer.text


def test_in_the_last_month_it_is_prolonged(sqlite_app: Flask, clock: StandingClock) -> None:
    with sqlite_app.app_context():
        change_seeker(MISAKIS_NUMBER, registration_valid_until=day("2026-11-30 Mon"))
    visit = SeekerVisit(sqlite_app).sign_in()
    assert "2026年11月30日（月）</span>で終わります" in visit.open("/mypage").text
    visit.open("/mypage/validity/valid")
    visit.press("完了")
    quarter_of_an_hour(sqlite_app, clock)
    assert "2027年1月31日（日）まで" in visit.open("/mypage/validity").text


def test_a_reason_that_nobody_offers_is_no_page(sqlite_app: Flask) -> None:
    assert SeekerVisit(sqlite_app).sign_in().open("/mypage/validity/invalid/nonsense").status_code == 404
