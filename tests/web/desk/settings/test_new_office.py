"""A new office: who sets it up looks after it at once, and seekers see it once it has a procedure."""

import pytest
from flask import Flask

from tests.web.seeker_visits import SeekerVisit
from tests.web.staff_visits import ADMINISTRATOR, MANAGER, StaffVisit, audit_acts

SET_UP = "安定所を作る"
ISAHAYA = {
    "code": "isahaya",
    "name": "ハローワーク諫早",
    "official_name": "諫早公共職業安定所",
    "department": "職業相談部門",
    "phone": "0957-21-3774",
}


@pytest.fixture
def administrator(sqlite_app: Flask) -> StaffVisit:
    return StaffVisit(sqlite_app).sign_in(ADMINISTRATOR)


def test_who_sets_an_office_up_goes_on_in_it(administrator: StaffVisit) -> None:
    administrator.open("/desk/offices/new")
    page = administrator.press(SET_UP, **ISAHAYA).text
    assert administrator.path == "/desk/office/isahaya"
    assert "最初の窓口を作る" in page
    assert "ハローワーク諫早" in administrator.open("/desk/staff/invite").text
    assert audit_acts(administrator.app)[-1].endswith("found_office office:isahaya")
    assert "ハローワーク諫早" not in SeekerVisit(administrator.app).open("/?q=諫早").text


def test_an_office_whose_form_is_sent_twice_is_set_up_once(administrator: StaffVisit) -> None:
    for _time in range(2):
        administrator.open("/desk/offices/new")
        page = administrator.press(SET_UP, **ISAHAYA).text
    assert (administrator.path, "安定所を作りました" in page) == ("/desk/office/isahaya", True)
    assert sum("found_office" in act for act in audit_acts(administrator.app)) == 1


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"code": "omura"}, "ほかの安定所で使われています"),
        ({"code": "諫早"}, "半角の英小文字"),
        ({"phone": "110"}, "10けたか11けた"),
        ({"name": ""}, "名前：入力してください"),
    ],
)
def test_an_office_that_cannot_be_is_explained(
    administrator: StaffVisit, typed: dict[str, str], complaint: str
) -> None:
    administrator.open("/desk/offices/new")
    answer = administrator.press(SET_UP, **{**ISAHAYA, **typed})
    assert (answer.status_code, complaint in answer.text) == (422, True)
    assert "諫早公共職業安定所" in answer.text
    assert administrator.open("/desk/office/isahaya").status_code == 404


def test_managers_set_up_no_office(sqlite_app: Flask) -> None:
    manager = StaffVisit(sqlite_app).sign_in(MANAGER)
    assert SET_UP not in manager.open("/desk/office").text
    assert manager.open("/desk/offices/new").status_code == 403
