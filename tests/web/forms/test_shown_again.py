"""What answers a form is seen at an address: reload sends nothing, nobody else sees it, mending ends it."""

import re

import pytest
from flask import Flask
from sqlalchemy import func, select

from booking.tables import IdempotencyKey, KeptPage
from database.base import db
from tests.town import MISAKI as MISAKIS_NUMBER
from tests.town import StandingClock
from tests.web.outages import database_away
from tests.web.seeker_visits import KAKUTO, MISAKI, OMURA, TOPIC, WED_25, SeekerVisit, run_jobs
from tests.web.staff_visits import MANAGER, OMURA_CLERK, StaffVisit, audit_acts, the_booking

TOO_LONG = "あ" * 301


def address_of(visit: SeekerVisit | StaffVisit) -> str:
    """What stands in the browser's line."""
    return visit.answer.request.full_path


def without_token(page: str) -> str:
    """The page without what is drawn anew for each reader."""
    return re.sub(r'name="csrf_token" value="[^"]+"', "", page)


def rows(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(KeptPage)) or 0


def test_an_error_is_seen_where_the_form_stood_with_its_own_status(served_app: Flask) -> None:
    visit = SeekerVisit(served_app).sign_in()
    number = visit.book()
    visit.open(f"/mypage/bookings/{number}/cancel")
    answer = visit.press("この予約を取り消す", reason=TOO_LONG)
    assert (answer.status_code, answer.request.method) == (422, "GET")
    assert visit.path == f"/mypage/bookings/{number}/cancel"
    assert TOO_LONG in answer.text
    assert "あ" not in address_of(visit)
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_reload_shows_the_same_and_sends_nothing(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    visit.open("/desk/seekers")
    first = without_token(visit.press("さがす", q="髙城").text)
    assert "髙城" in first
    acts = audit_acts(sqlite_app)
    assert without_token(visit.reload().text) == first
    assert audit_acts(sqlite_app) == acts


@pytest.mark.parametrize("other", [KAKUTO, ""])
def test_nobody_else_sees_it(sqlite_app: Flask, other: str) -> None:
    visit = SeekerVisit(sqlite_app).sign_in().reach_topic()
    visit.press("確認へ進む", topic="")
    stranger = SeekerVisit(sqlite_app)
    page = (stranger.sign_in(other) if other else stranger).open(address_of(visit)).text
    assert "書いてください" not in page


def test_what_a_stranger_typed_is_seen_in_that_browser_alone(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app)
    visit.open("/login?next=/mypage/feed")
    visit.press("ログイン", login="misaki@example.com", password="wrong")
    assert "misaki@example.com" in visit.reload().text
    assert "misaki" not in address_of(visit)
    assert visit.answer.request.args["next"] == "/mypage/feed"
    other = SeekerVisit(sqlite_app)
    other.open("/login")
    assert "misaki@example.com" not in other.open(address_of(visit)).text


def test_the_form_of_a_kept_page_can_be_sent_after_signing_in_again(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    visit.open("/desk/seekers")
    visit.press("さがす", q="")
    address = address_of(visit)
    visit.client.delete_cookie("madoguchi")
    visit.sign_in(OMURA_CLERK).open(address)
    assert visit.press("さがす", q="見本").status_code == 200


def test_after_the_correction_the_page_says_what_is_true_now(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    number = visit.book()
    visit.open(f"/mypage/bookings/{number}/cancel")
    visit.press("この予約を取り消す", reason=TOO_LONG)
    first = address_of(visit)
    visit.press("この予約を取り消す", reason=TOO_LONG)
    second = address_of(visit)
    visit.press("この予約を取り消す", reason="急用")
    for address in (second, first):
        visit.open(address)
        assert visit.path == f"/mypage/bookings/{number}"
        assert "取り消し" in visit.answer.text
    assert rows(sqlite_app) == 0


def test_a_form_that_was_sent_stale_is_still_there_behind_that_answer(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    number = visit.book()
    visit.open(f"/mypage/bookings/{number}/cancel")
    visit.press("この予約を取り消す", reason=TOO_LONG)
    refused = address_of(visit)
    assert visit.press("この予約を取り消す", csrf_token="stale").status_code == 400
    assert TOO_LONG in visit.open(refused).text


def test_back_after_a_move_says_that_it_is_done(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    number = visit.book()
    visit.open(f"/mypage/bookings/{number}/move/confirm?starts_at=2026-11-25T11:00:00%2B09:00")
    before = address_of(visit)
    visit.press("この日時に変更する")
    visit.open(before)
    assert visit.path == f"/mypage/bookings/{number}"
    assert "この日時に変更してあります" in visit.answer.text


def test_a_refusal_of_a_form_without_a_page_is_seen_on_the_page_that_held_it(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    visit.open(WED_25)
    answer = visit.press("10時00分から予約する", starts_at="2026-11-19T10:00:00+09:00")
    assert (answer.status_code, visit.path) == (409, OMURA)
    assert answer.request.args["day"] == "2026-11-25"


def test_a_passcode_is_seen_once_and_each_showing_is_audited(sqlite_app: Flask) -> None:
    SeekerVisit(sqlite_app).sign_in().book()
    run_jobs(sqlite_app)
    clerk = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    clerk.open_checked(MISAKIS_NUMBER)
    booking = f"/desk/bookings/{the_booking(sqlite_app).number}"
    clerk.open(booking)
    assert "表示名" in clerk.press("読み上げる内容を表示").text
    assert rows(sqlite_app) == 0
    clerk.reload()
    assert clerk.path == booking
    assert sum(" show_passcode " in act for act in audit_acts(sqlite_app)) == 1


def test_a_browser_without_cookies_is_told_so_and_nothing_is_kept(sqlite_app: Flask) -> None:
    client = sqlite_app.test_client(use_cookies=False)
    answer = client.post("/login", data={"login": MISAKI}, follow_redirects=True)
    assert answer.status_code == 400
    assert "Cookie" in answer.text
    assert rows(sqlite_app) == 0


def test_while_the_database_is_away_the_answer_comes_at_once(served_app: Flask) -> None:
    visit = SeekerVisit(served_app).sign_in()
    visit.open("/mypage/feed")
    form = visit.form("ログアウト")
    with database_away(served_app):
        answer = visit.client.post(form.action, data=form.fields)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")


def test_whoever_makes_mistakes_without_end_is_answered_and_nothing_is_kept(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in().reach_topic()
    form = visit.form("確認へ進む")
    answers = [visit.client.post(form.action, data={"topic": ""}).status_code for _ in range(61)]
    assert answers == [303] * 60 + [422]


def test_a_booking_without_mistakes_keeps_nothing(sqlite_app: Flask, clock: StandingClock) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    visit.reach_topic()
    visit.press("確認へ進む", topic=TOPIC)
    visit.press("申込み")
    assert rows(sqlite_app) == 0
    with sqlite_app.app_context():
        assert db.session.scalar(select(func.count()).select_from(IdempotencyKey)) is not None


@pytest.mark.parametrize("word", ["stale-form", "404", "429"])
def test_faults_that_tell_of_nobody_are_named_in_the_address(sqlite_app: Flask, word: str) -> None:
    answer = StaffVisit(sqlite_app).sign_in(MANAGER).open(f"/desk?again={word}")
    assert answer.status_code == (400 if word == "stale-form" else int(word))


@pytest.mark.parametrize("word", ["200", "500", "451", "-1", "", "%00", "x" * 500])
def test_an_address_names_no_other_answer(sqlite_app: Flask, word: str) -> None:
    visit = SeekerVisit(sqlite_app)
    assert visit.open(f"/?again={word}").status_code == 200
    assert "again" not in address_of(visit)


@pytest.mark.parametrize("query", ["again", "again=", "%61gain=x", "day=&again", "again=x&%61%67ain&again=404x"])
def test_an_answer_that_is_over_leads_to_the_page_itself_however_it_is_written(sqlite_app: Flask, query: str) -> None:
    answer = SeekerVisit(sqlite_app).client.get(f"/?{query}", follow_redirects=True)  # which follows no loop
    assert (answer.status_code, "again" in answer.request.args) == (200, False)


@pytest.mark.parametrize("door", ["/login", "/desk/login"])
def test_a_wrong_password_is_told_as_other_errors_are(sqlite_app: Flask, door: str) -> None:
    visit = SeekerVisit(sqlite_app)
    visit.open(door)
    page = visit.press("ログイン", login="nobody@example.com", password="wrong").text
    assert "<title>エラー：" in page
    assert 'class="banner banner-error" role="alert" tabindex="-1" autofocus' in page
