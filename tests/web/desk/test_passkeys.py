"""Passkeys of staff where a second factor is required: set up at the door, shown instead of a code, the last kept."""

import re

import pytest
from flask import Flask

from booking.jobs import deliver_mail
from booking.services import services
from tests.mails import mails_in, text_of
from tests.software_key import SoftwareKey
from tests.town import password_of, staff_id
from tests.web.desk.test_second_factor import at_the_door, code, phone_of, recovery_codes, set_up, strict_app
from tests.web.passkey_visits import DESK, key_for, make_passkey, show_passkey
from tests.web.staff_visits import MANAGER, OMURA_CLERK, StaffVisit

__all__ = ["strict_app"]  # the fixture

INSTEAD = "コードのかわりに、パスキーで確認する"


def choose_passkey(app: Flask, login: str = OMURA_CLERK, address: str = "/desk/login") -> StaffVisit:
    """Somebody who has no second factor yet, and asks for a passkey at the door."""
    visit = at_the_door(app, login, address)
    visit.press("この端末のパスキーを登録する")
    return visit


def secured(app: Flask, login: str = OMURA_CLERK) -> tuple[StaffVisit, SoftwareKey]:
    """Somebody with a passkey and nothing else, at the recovery codes."""
    visit, key = choose_passkey(app, login), key_for(app)
    make_passkey(visit, key)
    return visit, key


def by_passkey(app: Flask, key: SoftwareKey) -> StaffVisit:
    """Whoever holds the key, signed in in one step."""
    visit = StaffVisit(app)
    visit.open("/desk/login")
    show_passkey(visit, key)
    return visit


def test_at_the_door_a_passkey_is_the_other_choice_and_its_recovery_codes_are_shown_once(strict_app: Flask) -> None:
    visit = choose_passkey(strict_app, address="/desk/seekers")
    make_passkey(visit, key_for(strict_app))
    assert (visit.answer.status_code, len(set(recovery_codes(visit)))) == (201, 10)
    assert 'href="/desk/seekers"' in visit.answer.text
    visit.reload()
    assert recovery_codes(visit) == []
    assert visit.open("/desk").status_code == 200


def test_after_the_password_it_stands_for_the_code_and_a_recovery_code_for_it(strict_app: Flask) -> None:
    visit, key = secured(strict_app)
    one, asked = recovery_codes(visit)[0], at_the_door(strict_app, address="/desk/seekers")
    assert "認証アプリに出ている6けた" not in asked.answer.text
    show_passkey(asked, key)
    assert asked.path == "/desk/seekers"
    without_it = at_the_door(strict_app)
    without_it.press("回復コードでログイン", code=one)
    assert without_it.path == "/desk"


def test_a_passkey_of_nobody_leaves_one_at_the_code(strict_app: Flask) -> None:
    secured(strict_app)
    visit = at_the_door(strict_app)
    show_passkey(visit, key_for(strict_app))
    assert visit.path == "/desk/login/code"
    assert "このパスキーは、ここでは使えません" in visit.answer.text


def test_the_first_who_sets_something_up_ends_what_others_began(strict_app: Flask) -> None:
    """Whoever knows the password alone gets no passkey into an account that has a second factor."""
    late, later = choose_passkey(strict_app), at_the_door(strict_app)
    set_up(strict_app)
    make_passkey(late, key_for(strict_app))
    assert late.path == "/desk/login"
    later.press("この端末のパスキーを登録する")
    assert later.path == "/desk/login"


def test_what_the_device_did_not_make_leads_back_to_the_choice(strict_app: Flask) -> None:
    visit = choose_passkey(strict_app)
    visit.press("パスキーを作る", credential="{}", name="電話")
    assert visit.path == "/desk/login/set-up"
    phone = phone_of(visit)
    assert visit.press("登録する", code=code(phone)).status_code == 201


@pytest.mark.parametrize("address", ["/desk/login/set-up/passkey", "/desk/login/set-up/passkey/finish"])
def test_without_the_password_nothing_is_set_up(strict_app: Flask, address: str) -> None:
    visit = StaffVisit(strict_app)
    visit.open("/desk/login")
    visit.send(address, csrf_token=visit.form("ログイン").fields["csrf_token"], credential="{}")
    assert visit.path == "/desk/login"


def test_the_last_second_factor_stays(strict_app: Flask) -> None:
    visit, _ = secured(strict_app)
    visit.open(f"{DESK.passkeys}/1")
    with strict_app.app_context():
        password = password_of(strict_app, OMURA_CLERK)
    answer = visit.press("削除する", password=password)
    assert (answer.status_code, "このパスキーは削除できません" in answer.text) == (409, True)


def test_another_passkey_takes_the_password_and_what_one_has(strict_app: Flask) -> None:
    visit, phone = set_up(strict_app)
    with strict_app.app_context():
        password = password_of(strict_app, OMURA_CLERK)
    visit.open(DESK.passkeys)
    assert visit.press("登録に進む", password=password).status_code == 422
    assert visit.press("登録に進む", password=password, code="000000").status_code == 401
    visit.press("登録に進む", password=password, code=code(phone, steps=1))
    key = key_for(strict_app)
    assert "パスキーを登録しました" in make_passkey(visit, key).text
    visit.open(DESK.passkeys)
    show_passkey(visit, key, words=INSTEAD, password=password)
    assert visit.path == f"{DESK.passkeys}/new"


def test_only_an_own_passkey_shows_who_one_is(strict_app: Flask) -> None:
    (visit, key), (_, managers) = secured(strict_app), secured(strict_app, MANAGER)
    visit.open("/desk/account")
    answer = show_passkey(visit, managers, words=INSTEAD)
    assert (answer.status_code, recovery_codes(visit)) == (401, [])
    visit.open("/desk/account")
    show_passkey(visit, key, words=INSTEAD)
    assert len(recovery_codes(visit)) == 10


def test_a_program_is_set_up_beside_it_by_showing_it(strict_app: Flask) -> None:
    visit, key = secured(strict_app)
    visit.open("/desk/account")
    visit.press("認証アプリを登録する")
    phone = phone_of(visit)
    assert visit.press("登録する", code=code(phone)).status_code == 200
    assert "コードがちがうか" in visit.answer.text
    assert show_passkey(visit, key, words=INSTEAD, code=code(phone)).status_code == 201


def test_who_looks_after_the_account_sees_what_one_has_and_takes_all_of_it_away(strict_app: Flask) -> None:
    _, key = secured(strict_app)
    manager, _ = secured(strict_app, MANAGER)
    with strict_app.app_context():
        page = f"/desk/staff/{staff_id('受付 二郎')}"
    assert re.search(r"tag-success\">パスキー<", manager.open(page).text)
    assert re.search(r"tag-success\">パスキー<", manager.open("/desk/staff").text)
    manager.open(page)
    manager.press("認証アプリとパスキーの登録を取り消す")
    assert by_passkey(strict_app, key).path == "/desk/login"
    assert at_the_door(strict_app).path == "/desk/login/set-up"


def test_its_owner_is_mailed_what_becomes_of_it(strict_app: Flask) -> None:
    secured(strict_app)
    with strict_app.app_context():
        deliver_mail()
        (mail,) = mails_in(services().config.mail_folder)
    assert mail["To"] == OMURA_CLERK
    assert "パスキーが登録されました" in text_of(mail)
