"""Managers issue, list and end API tokens for the people of their offices; a token is shown once."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from booking.people.staff_accounts.create import create_staff
from booking.people.tokens import create_token
from booking.tables import ApiToken, Realm, Role, Scope
from database.base import db
from tests.town import FRIDAY_MORNING, MISAKI
from tests.web.staff_visits import MANAGER, OMURA_CLERK, SHIGA_CLERK, StaffVisit, audit_acts

Typed = dict[str, str | list[str]]

FORM: Typed = {"door": "desk", "login": OMURA_CLERK, "name": "予約の集計", "scopes": ["bookings:read"]}
MISAKIS: Typed = {**FORM, "door": "my_page", "login": "misaki@example.com"}
OMURA_MANAGER = "kanri.omura@example.com"


@pytest.fixture
def manager(sqlite_app: Flask) -> StaffVisit:
    """The manager of all three offices, at the tokens' page."""
    visit = StaffVisit(sqlite_app).sign_in(MANAGER)
    visit.open("/desk/tokens")
    return visit


@pytest.fixture
def omura_manager(sqlite_app: Flask) -> StaffVisit:
    """The manager of Omura alone, at the tokens' page."""
    with sqlite_app.app_context():
        password = create_staff("大村 次郎", OMURA_MANAGER, Role.MANAGER, ["omura"], actor="test", now=FRIDAY_MORNING)
    visit = StaffVisit(sqlite_app)
    visit.open("/desk/login")
    visit.press("ログイン", login=OMURA_MANAGER, password=password)
    visit.open("/desk/tokens")
    return visit


def token_in(page: str) -> str:
    found = re.search(r"madoguchi_[\w-]+", page)
    assert found is not None, page
    return found[0]


def calls(app: Flask, token: str) -> int:
    """The status with which the API answers whoever has the token."""
    headers = {"Authorization": f"Bearer {token}"}
    return app.test_client().get("/api/v1/bookings", headers=headers).status_code


def issue_for(app: Flask, login: str, realm: Realm = Realm.DESK) -> int:
    """A token that the operator made; its number."""
    with app.app_context():
        scopes = [Scope.BOOKINGS_READ]
        now = FRIDAY_MORNING
        create_token(realm, login, name="運用", scopes=scopes, actor="test", now=now, real_now=now)
        return db.session.scalars(select(ApiToken.id).order_by(ApiToken.id.desc())).first() or 0


def test_a_token_of_staff_is_shown_once_and_works(sqlite_app: Flask, manager: StaffVisit) -> None:
    made = manager.press("発行する", **FORM)
    assert (made.status_code, made.headers["Cache-Control"]) == (201, "no-store")
    token = token_in(made.text)
    assert calls(sqlite_app, token) == 200
    listed = manager.open("/desk/tokens").text
    assert "予約の集計" in listed
    assert OMURA_CLERK in listed
    assert "madoguchi_" not in listed
    with sqlite_app.app_context():
        assert token not in db.session.scalars(select(ApiToken.token_hash)).all()


def test_the_owners_address_is_read_whichever_keyboard_typed_it(manager: StaffVisit) -> None:
    typed = "　ｕｋｅｔｓｕｋｅ。ｏｍｕｒａ＠ｅｘａｍｐｌｅ．ｃｏｍ"
    assert manager.press("発行する", **{**FORM, "login": typed}).status_code == 201
    assert OMURA_CLERK in manager.open("/desk/tokens").text


def test_a_token_that_is_ended_opens_nothing(sqlite_app: Flask, manager: StaffVisit) -> None:
    token = token_in(manager.press("発行する", **FORM).text)
    manager.open("/desk/tokens")
    assert "取消済み" in manager.press("トークン1を取り消す").text
    assert calls(sqlite_app, token) == 401


def test_making_and_ending_are_audited_without_name_and_token(sqlite_app: Flask, manager: StaffVisit) -> None:
    manager.press("発行する", **FORM)
    manager.open("/desk/tokens")
    manager.press("トークン1を取り消す")
    done = [line.split()[1:] for line in audit_acts(sqlite_app)]
    assert done == [["create_token", "api_token:1"], ["revoke_token", "api_token:1"]]


def test_a_seekers_token_is_made_after_the_identity_check_alone(sqlite_app: Flask, manager: StaffVisit) -> None:
    refused = manager.press("発行する", **MISAKIS)
    assert refused.status_code == 422
    assert "本人確認がまだです" in refused.text
    manager.open_checked(MISAKI)
    manager.open("/desk/tokens")
    assert calls(sqlite_app, token_in(manager.press("発行する", **MISAKIS).text)) == 200


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"door": ""}, "求職者か職員かを選んでください。"),
        ({"door": "window"}, "求職者か職員かを選んでください。"),
        ({"login": ""}, "メールアドレスを入力してください。"),
        ({"login": "nobody@example.com"}, "担当の安定所にいません"),
        ({"door": "my_page"}, "担当の安定所にいません"),
        ({"name": "・"}, "何に使うかがわかる名前"),
        ({"name": "あ" * 101}, "100文字以内"),
        ({"scopes": []}, "できることを1つ以上"),
        ({"scopes": ["everything"]}, "できることを1つ以上"),
        ({"scopes": ["inbox:read"]}, "職員のトークンでは、メッセージを読めません"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_made(
    sqlite_app: Flask, manager: StaffVisit, typed: Typed, complaint: str
) -> None:
    answer = manager.press("発行する", **{**FORM, **typed})
    assert answer.status_code == 422
    assert complaint in answer.text
    with sqlite_app.app_context():
        assert db.session.scalars(select(ApiToken)).all() == []


def test_a_manager_makes_none_for_other_offices_and_for_who_works_there_too(omura_manager: StaffVisit) -> None:
    for login in (SHIGA_CLERK, MANAGER):
        answer = omura_manager.press("発行する", **{**FORM, "login": login})
        assert answer.status_code == 422
        assert "担当の安定所にいません" in answer.text


def test_a_manager_neither_sees_nor_ends_those_of_other_offices(sqlite_app: Flask, omura_manager: StaffVisit) -> None:
    theirs, ours = issue_for(sqlite_app, SHIGA_CLERK), issue_for(sqlite_app, OMURA_CLERK)
    page = omura_manager.open("/desk/tokens").text
    assert (SHIGA_CLERK in page, OMURA_CLERK in page) == (False, True)
    form = omura_manager.form("トークン2を取り消す")
    assert form.action.endswith(f"/{ours}/revoke")
    answer = omura_manager.send(form.action.replace(f"/{ours}/", f"/{theirs}/"), **form.fields)
    assert answer.status_code == 404
    with sqlite_app.app_context():
        assert db.session.scalars(select(ApiToken.revoked_at)).all() == [None, None]


def test_a_seeker_of_another_office_is_not_there(omura_manager: StaffVisit) -> None:
    answer = omura_manager.press("発行する", **{**MISAKIS, "login": "taro.mihon@example.com"})
    assert "担当の安定所にいません" in answer.text


def test_clerks_and_counsellors_do_not_get_to_the_page(sqlite_app: Flask) -> None:
    assert StaffVisit(sqlite_app).sign_in(OMURA_CLERK).open("/desk/tokens").status_code == 403
