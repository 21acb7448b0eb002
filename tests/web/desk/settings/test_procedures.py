"""Procedures on pages: changed from a day on, planned changes taken back, and a second one beside the first."""

import pytest
from flask import Flask

from booking.offices.file.shape import Office, Procedure
from booking.offices.from_rows import office_file_of
from booking.tables import BookingStatus
from database.base import db
from tests.bookings.town_bookings import booked, booking_of
from tests.days import day
from tests.town import MISAKI
from tests.web.seeker_visits import SeekerVisit
from tests.web.staff_visits import MANAGER, StaffVisit

OMURA = "/desk/office/omura"
EDIT = f"{OMURA}/procedures/omura-soudan/edit"
LOOK, CHANGE, CONFIRM = "影響を確かめる", "この内容で変更する", "内容を確かめる"
BY_WEB_AND_PHONE = ["web", "phone"]


@pytest.fixture
def manager(sqlite_app: Flask) -> StaffVisit:
    return StaffVisit(sqlite_app).sign_in(MANAGER)


def office(app: Flask, code: str = "omura") -> Office:
    with app.app_context():
        found = office_file_of(db.session(), code)
        assert found is not None
        return found


def soudan(app: Flask) -> Procedure:
    return office(app).procedures[0]


def test_a_longer_lead_from_a_day_on_is_looked_at_and_then_planned(manager: StaffVisit) -> None:
    manager.open(EDIT)
    typed = {"from": "令和8年12月9日", "lead_open_days": "３", "purpose": "しごと相談", "channels": BY_WEB_AND_PHONE}
    page = manager.press(LOOK, **typed).text
    assert "予約の締切（何開庁日前まで）：2 → 3" in page
    assert "早まります" in page
    manager.press(CHANGE)
    assert [soudan(manager.app).on(one).lead_open_days for one in (day("2026-12-08 Tue"), day("2026-12-09 Wed"))] == [
        2,
        3,
    ]
    assert soudan(manager.app).purpose == "しごと相談"
    assert "2026年12月9日（水）から" in manager.open(EDIT).text
    manager.open(f"{OMURA}/procedures/omura-soudan/rules/2026-12-09/remove")
    manager.press(CHANGE)
    assert soudan(manager.app).rules == ()


def test_who_loses_the_time_is_decided_about(manager: StaffVisit) -> None:
    with manager.app.app_context():
        number = booked(MISAKI, "2026-11-26 10:00")
    manager.open(EDIT)
    page = manager.press(LOOK, **{"from": "2026-11-20", "length_minutes": "45", "channels": BY_WEB_AND_PHONE}).text
    assert "髙城 美咲" in page
    assert manager.press(CHANGE).status_code == 422
    manager.press(CHANGE, rest="cancel", reason="相談を45分にするため")
    with manager.app.app_context():
        assert booking_of(number).status is BookingStatus.CANCELLED_BY_OFFICE


@pytest.mark.parametrize(
    ("name", "typed", "complaint"),
    [
        ("from", "2026-11-19", "もう過ぎています"),
        ("from", "", "いつから：日付を入力してください"),
        ("lead_open_days", "11", "1から10まで"),
        ("channels", [], "1つ以上を選んでください"),
        ("channels", ["phone"], None),
        ("mail_carries_web", "", "メールに何を書くかがありません"),
        ("entering", "\u200b", "入力してください"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    manager: StaffVisit, name: str, typed: str | list[str], complaint: str | None
) -> None:
    manager.open(EDIT)
    answer = manager.press(
        LOOK, **{"channels": BY_WEB_AND_PHONE, "window_days": "14", "from": "2026-12-09", name: typed}
    )
    at = "phone_only_reason" if complaint is None else name  # who closes the web says why
    assert (answer.status_code, f'id="error-{at}"' in answer.text) == (422, True)
    assert complaint is None or complaint in answer.text
    assert 'value="14"' in answer.text
    assert soudan(manager.app).rules == ()


def test_what_stands_in_the_way_elsewhere_is_said_too(manager: StaffVisit) -> None:
    manager.open(f"{OMURA}/procedures/omura-nintei/timetable/new?from=2026-12-02&wed=10:00 10:45")
    manager.press(CHANGE)
    manager.open(f"{OMURA}/procedures/omura-nintei/edit")
    typed = {"from": "2026-12-02", "length_minutes": "45", "channels": BY_WEB_AND_PHONE}
    answer = manager.press(LOOK, **typed)
    assert (answer.status_code, "11:00 以降" in answer.text) == (422, True)


def test_a_second_procedure_of_45_minutes_from_a_day_on(manager: StaffVisit) -> None:
    manager.open(f"{OMURA}/procedures/new")
    typed = {
        "code": "omura-interview",
        "title": "模擬面接 ハローワーク大村",
        "purpose": "模擬面接",
        "length_minutes": "45",
        "from": "2026-12-02",
        "wed": "16時 17:15",
        "channels": BY_WEB_AND_PHONE,
        "desks": ["omura-desk-1"],
    }
    assert "相談の長さ：45分" in manager.press(CONFIRM, **typed).text
    manager.press(CHANGE)
    assert "模擬面接" in manager.answer.text
    page = SeekerVisit(manager.app).open("/procedures/omura-interview?day=2026-12-02").text
    assert "16時00分～16時45分" in page


@pytest.mark.parametrize(
    ("name", "typed", "complaint"),
    [
        ("code", "shiga-soudan", "しが就職氷河期世代サポートコーナーでも使われています"),
        ("code", "omura-nintei", "コード："),
        ("code", "相談", "半角の英小文字"),
        ("wed", "10:30", "重なります"),
        ("desks", [], "1つ以上を選んでください"),
        ("terms_paragraphs", "", "利用規約の本文：入力してください"),
        ("from", "2026-11-19", "もう過ぎています"),
    ],
)
def test_a_procedure_that_cannot_be_is_explained(
    manager: StaffVisit, name: str, typed: str | list[str], complaint: str
) -> None:
    manager.open(f"{OMURA}/procedures/new")
    good = {"code": "omura-2nd", "from": "2026-12-02", "channels": BY_WEB_AND_PHONE, "desks": ["omura-desk-1"]}
    answer = manager.press(CONFIRM, **{**good, name: typed})
    assert (answer.status_code, f'id="error-{name}"' in answer.text, complaint in answer.text) == (422, True, True)
    assert len(office(manager.app).procedures) == 2
