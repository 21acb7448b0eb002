"""Where a refusal leads on: seekers to what is theirs, staff to their own screens."""

import pytest
from flask import Flask
from sqlalchemy import select

from booking.tables import Office
from database.base import db
from tests.bookings.builders import change_seeker
from tests.town import MISAKI, TARO, seeker_id
from tests.web.seeker_visits import KAKUTO, OMURA, SeekerVisit, run_jobs
from tests.web.staff_visits import ALL_FACTS, COUNSELLOR, OMURA_CLERK, SHIGA_CLERK, StaffVisit

PAST = "2026-11-19T10:00:00+09:00"  # Thursday


def test_other_times_stand_first_with_their_button_beside_them(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    visit.open(OMURA)
    page = visit.press("10時00分から予約する", starts_at=PAST).text
    offered = page.split('<li class="slot">')[1]
    assert (
        offered.index("2026年11月25日（水）</p>") < offered.index("10時00分</p>") < offered.index("予約する</button>")
    )


def test_whom_to_call_is_told_once(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    visit.open(OMURA)
    page = visit.press("10時00分から予約する", starts_at=PAST).text
    assert page.count(">0957-40-0032<") == 1
    assert "お困りのときは" not in page


@pytest.mark.parametrize(
    ("path", "way"),
    [
        ("/mypage/bookings/123456782", 'href="/mypage/bookings">予約の一覧へ'),
        ("/mypage/messages/7", 'href="/mypage/messages">メッセージの一覧へ'),
        ("/procedures/nowhere", 'href="/">トップページへ'),
    ],
)
def test_what_a_seeker_does_not_have_leads_to_what_they_have(sqlite_app: Flask, path: str, way: str) -> None:
    answer = SeekerVisit(sqlite_app).sign_in().open(path)
    assert answer.status_code == 404
    assert way in answer.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nowhere", 404),
        ("/desk/bookings/123456782", 404),
        ("/desk/seekers", 403),
        ("/mypage", 403),
        ("/procedures/nowhere", 404),
    ],
)
def test_staff_stay_on_their_own_screens(sqlite_app: Flask, path: str, status: int) -> None:
    answer = StaffVisit(sqlite_app).sign_in(COUNSELLOR).open(path)
    assert answer.status_code == status
    assert '<body class="desk"' in answer.text
    assert 'href="/desk">受付画面へ</a>' in answer.text
    assert "相談 花子" in answer.text
    assert "ハローワーク大村" in answer.text
    assert 'href="/"' not in answer.text


def test_an_identity_that_was_not_checked_is_checked_first_and_leads_back(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app).sign_in(SHIGA_CLERK)
    taro = _id_of(sqlite_app, TARO)
    answer = visit.open(f"/desk/seekers/{taro}/access")
    assert answer.status_code == 403
    address = f"/desk/call/{taro}?next=/desk/seekers/{taro}/access"
    assert f'<a class="button button-primary" href="{address}">本人確認へ進む</a>' in answer.text
    visit.open(address)
    visit.press("本人確認を記録する", facts=ALL_FACTS)
    assert visit.path == f"/desk/seekers/{taro}/access"


def test_who_belongs_to_another_office_is_looked_for_first(sqlite_app: Flask) -> None:
    SeekerVisit(sqlite_app).sign_in().book()
    run_jobs(sqlite_app)
    _move_to_shiga(sqlite_app)
    visit = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    number = visit.open("/desk?day=2026-11-25").text.split("/desk/bookings/")[1][:9]
    answer = visit.open(f"/desk/bookings/{number}/move")
    assert answer.status_code == 403
    assert 'href="/desk/seekers">求職番号と生年月日で探す' in answer.text


def test_a_seeker_at_the_staffs_door_stays_a_seeker(sqlite_app: Flask) -> None:
    answer = SeekerVisit(sqlite_app).sign_in(KAKUTO).open("/desk")
    assert answer.status_code == 403
    assert '<body class="seeker"' in answer.text
    assert 'href="/">トップページへ</a>' in answer.text


def _id_of(app: Flask, number: str) -> int:
    with app.app_context():
        return seeker_id(number)


def _move_to_shiga(app: Flask) -> None:
    with app.app_context():
        shiga = db.session.scalars(select(Office.id).where(Office.code == "shiga")).one()
        change_seeker(MISAKI, office_id=shiga)
