"""Desks on pages: a new one, another name and host."""

import pytest
from flask import Flask

from booking.offices.file.shape import Desk
from booking.offices.from_rows import office_file_of
from database.base import db
from tests.web.staff_visits import MANAGER, StaffVisit

OMURA = "/desk/office/omura"
LOOK, CHANGE, CONFIRM = "変わるところを確かめる", "この内容で変更する", "内容を確かめる"


@pytest.fixture
def manager(sqlite_app: Flask) -> StaffVisit:
    return StaffVisit(sqlite_app).sign_in(MANAGER)


def desks(app: Flask) -> dict[str, Desk]:
    with app.app_context():
        office = office_file_of(db.session(), "omura")
        assert office is not None
        return {desk.code: desk for desk in office.desks}


def test_a_new_desk_is_there_for_procedures(manager: StaffVisit) -> None:
    manager.open(f"{OMURA}/desks/new")
    manager.press(CONFIRM, name="オンライン相談窓口3", zoom_host="Desk-3＠example.com")
    page = manager.press(CHANGE).text
    assert "オンライン相談窓口3" in page
    assert f"{OMURA}/procedures/omura-soudan/desks/omura-desk-3/in" in page
    assert desks(manager.app)["omura-desk-3"].zoom_host == "Desk-3@example.com"


def test_a_desk_whose_form_is_sent_twice_is_made_once(manager: StaffVisit) -> None:
    new = {"code": "omura-desk-3", "name": "3番窓口", "zoom_host": "desk-3@example.com"}
    manager.open(f"{OMURA}/desks/new")
    manager.press(CONFIRM, **new)
    manager.press(CHANGE)
    manager.open(f"{OMURA}/desks/new")
    assert "同じ内容で、もう作ってあります。" in manager.press(CONFIRM, **new).text


def test_a_desk_gets_another_name(manager: StaffVisit) -> None:
    manager.open(f"{OMURA}/desks/omura-desk-1/edit")
    assert "名前：オンライン職業相談窓口 → 1番窓口" in manager.press(LOOK, name="1番窓口").text
    manager.press(CHANGE)
    assert desks(manager.app)["omura-desk-1"].name == "1番窓口"


@pytest.mark.parametrize(
    ("code", "typed", "complaint"),
    [
        ("omura", {"zoom_host": "OMURA-desk-2@example.com"}, "ハローワーク大村でも使われています"),
        ("omura", {"zoom_host": "shiga-desk-1@example.com"}, "しが就職氷河期世代サポートコーナーでも使われています"),
        ("omura", {"rest_minutes": "20"}, "どれか1つを選んでください"),
        ("omura", {"rest_minutes": "0", "host_licence": "basic"}, "休みが必要です"),
        ("shiga", {"host_licence": "basic"}, "40分で切れます"),
    ],
)
def test_a_desk_that_cannot_be_is_explained(
    manager: StaffVisit, code: str, typed: dict[str, str], complaint: str
) -> None:
    before = desks(manager.app)
    manager.open(f"/desk/office/{code}/desks/{code}-desk-1/edit")
    answer = manager.press(LOOK, **typed)
    assert (answer.status_code, complaint in answer.text) == (422, True)
    assert desks(manager.app) == before


def test_what_was_looked_at_for_one_thing_changes_no_other(manager: StaffVisit) -> None:
    manager.open(f"{OMURA}/desks/omura-desk-1/edit")
    manager.press(LOOK, name="1番窓口")
    looked_at, before = manager.form(CHANGE).fields, desks(manager.app)
    for other in (f"{OMURA}/desks/omura-desk-2/edit", f"{OMURA}/file", "/desk/office/shiga/desks/shiga-desk-1/edit"):
        assert manager.send(f"{other}/confirm", **looked_at).status_code == 400
    assert desks(manager.app) == before


def test_a_new_desk_is_asked_for_all_of_it_whatever_a_form_says_that_was_seen(manager: StaffVisit) -> None:
    manager.open(f"{OMURA}/desks/new")
    assert manager.press(CONFIRM, seen='{"name": "", "rest_minutes": "15"}', name="").status_code == 422


def test_a_desk_of_nobody_is_not_there(manager: StaffVisit) -> None:
    assert manager.open(f"{OMURA}/desks/shiga-desk-1/edit").status_code == 404
