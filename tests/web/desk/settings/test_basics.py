"""Name, place, phone and hours of an office, changed by its manager."""

import pytest
from flask import Flask
from sqlalchemy import select

from booking.offices.from_rows import office_file_of
from booking.tables import AuditLine
from database.base import db
from tests.web.staff_visits import MANAGER, StaffVisit

BASICS = "/desk/office/omura/basics"
LOOK, CHANGE = "変わるところを確かめる", "この内容で変更する"


@pytest.fixture
def manager(sqlite_app: Flask) -> StaffVisit:
    return StaffVisit(sqlite_app).sign_in(MANAGER)


def test_a_new_number_is_looked_at_and_then_holds(manager: StaffVisit) -> None:
    manager.open(BASICS)
    page = manager.press(LOOK, phone="０９５７ー４０ー００３３", desk_closes="17時").text
    assert "電話番号：0957-40-0032 → 0957-40-0033" in page
    assert "影響する予約はありません" in page
    assert "0957-40-0033" in manager.press(CHANGE).text
    with manager.app.app_context():
        line = db.session.scalars(select(AuditLine).order_by(AuditLine.id.desc()).limit(1)).one()
        assert (line.act, line.facts["fields"]) == ("revise_office", "desk_closes+phone")


@pytest.mark.parametrize(
    ("name", "typed", "complaint"),
    [
        ("name", " ", "名前：入力してください"),
        ("name", "あ" * 61, "61字は長すぎます"),
        ("name", "大村\u202e", None),
        ("phone", "110", "10けたか11けた"),
        ("email", "a@b", "メールアドレスとして読めません"),
        ("prefecture", "東京", "どれか1つを選んでください"),
        ("desk_closes", "夕方", "時刻を入力してください"),
        ("desk_closes", "8:00", "窓口が開く時刻 より後の時刻"),
        ("keywords", "\n".join("あ" * 51), "51個は多すぎます"),
        ("remind_at", "8:29", "お知らせの時刻が窓口の時間の外です"),
        ("remind_minutes_before", "14", "15分から120分まで"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_kept(
    manager: StaffVisit, name: str, typed: str, complaint: str | None
) -> None:
    manager.open(BASICS)
    answer = manager.press(LOOK, city="大村の市", **{name: typed})
    assert (answer.status_code, f'id="error-{name}"' in answer.text) == ((422, True) if complaint else (200, False))
    assert complaint is None or complaint in answer.text
    assert "大村の市" in answer.text
    with manager.app.app_context():
        office = office_file_of(db.session(), "omura")
        assert office is not None
        assert office.city == "大村市"


def test_nothing_typed_changes_nothing(manager: StaffVisit) -> None:
    manager.open(BASICS)
    assert "何も変わりません" in manager.press(LOOK).text


def test_what_a_colleague_changed_meanwhile_stays(manager: StaffVisit) -> None:
    manager.open(BASICS)
    manager.press(LOOK, city="大村の市")
    colleague = StaffVisit(manager.app).sign_in(MANAGER)
    colleague.open(BASICS)
    colleague.press(LOOK, department="相談の部署")
    colleague.press(CHANGE)
    manager.press(CHANGE)
    with manager.app.app_context():
        office = office_file_of(db.session(), "omura")
        assert office is not None
        assert (office.city, office.department) == ("大村の市", "相談の部署")
