"""Staff's second factor at the door and on their own page; production requires one."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest
from flask import Flask

from booking.app import create_app
from booking.jobs import deliver_mail
from booking.services import services
from booking.settings.config import Environment
from tests.authenticator import Authenticator
from tests.mails import mails_in, text_of
from tests.town import StandingClock, close_connections, config_for, password_of, staff_id
from tests.web.staff_visits import MANAGER, OMURA_CLERK, StaffVisit


@pytest.fixture
def strict_app(sqlite_town_url: str, clock: StandingClock, tmp_path: Path) -> Iterator[Flask]:
    """The service where staff need a second factor, as in production."""
    config = config_for(sqlite_town_url, tmp_path)
    app = create_app(replace(config, environment=Environment.PRODUCTION, base_url="http://localhost"), clock=clock)
    yield app
    with app.app_context():
        close_connections()


def at_the_door(app: Flask, login: str = OMURA_CLERK, address: str = "/desk/login") -> StaffVisit:
    """Somebody who has typed the right password."""
    visit = StaffVisit(app)
    visit.open(address)
    with app.app_context():
        password = password_of(app, login)
    visit.press("ログイン", login=login, password=password)
    return visit


def phone_of(visit: StaffVisit) -> Authenticator:
    """A phone into which the letters of the page were typed."""
    found = re.search(r"<code>([A-Z2-7 ]+)</code>", visit.answer.text)
    assert found is not None, visit.answer.text
    return Authenticator(found[1])


def code(phone: Authenticator, *, steps: int = 0) -> str:
    """What the phone shows now, or will show; sign-ins run on real time."""
    return phone.code(datetime.now(UTC), steps=steps)


def recovery_codes(visit: StaffVisit) -> list[str]:
    """Those that the page shows."""
    return re.findall(r'<code class="unbroken">([A-Z2-9 ]+)</code>', visit.answer.text)


def set_up(app: Flask, login: str = OMURA_CLERK) -> tuple[StaffVisit, Authenticator]:
    """Somebody whose phone is set up at the door, at the recovery codes."""
    visit = at_the_door(app, login)
    phone = phone_of(visit)
    visit.press("登録する", code=code(phone))
    return visit, phone


def test_without_a_second_factor_one_is_led_to_set_it_up_and_can_do_nothing_else(strict_app: Flask) -> None:
    visit = at_the_door(strict_app)
    assert visit.path == "/desk/login/set-up"
    for page in ("/desk", "/desk/seekers", "/desk/account", "/desk/account/second-factor"):
        visit.open(page)
        assert visit.path == "/desk/login", page


def test_nothing_stays_of_the_page_with_the_secret(strict_app: Flask) -> None:
    assert at_the_door(strict_app).answer.headers["Cache-Control"] == "no-store"


def test_the_phone_is_set_up_and_the_recovery_codes_shown_once(strict_app: Flask) -> None:
    visit, _ = set_up(strict_app)
    assert len(set(recovery_codes(visit))) == 10
    assert visit.answer.headers["Cache-Control"] == "no-store"
    visit.reload()
    assert recovery_codes(visit) == []
    assert visit.open("/desk").status_code == 200


def test_the_next_sign_in_asks_for_the_code_and_leads_to_the_page_that_was_asked_for(strict_app: Flask) -> None:
    _, phone = set_up(strict_app)
    visit = at_the_door(strict_app, address="/desk/seekers")
    assert visit.path == "/desk/login/code"
    assert visit.press("ログイン", code=f" {code(phone, steps=1)[:3]} {code(phone, steps=1)[3:]}").status_code == 200
    assert visit.path == "/desk/seekers"


def test_a_code_is_taken_once_and_read_full_width(strict_app: Flask) -> None:
    _, phone = set_up(strict_app)
    typed = code(phone, steps=1).translate({ord(str(digit)): 0xFF10 + digit for digit in range(10)})
    first, second = at_the_door(strict_app), at_the_door(strict_app)
    assert first.press("ログイン", code=typed).status_code == 200
    refused = second.press("ログイン", code=typed)
    assert (refused.status_code, "もう使われた" in refused.text, typed in refused.text) == (401, True, False)


def test_a_recovery_code_lets_in_once(strict_app: Flask) -> None:
    visit, _ = set_up(strict_app)
    one = recovery_codes(visit)[0]
    first, second = at_the_door(strict_app), at_the_door(strict_app)
    assert first.press("回復コードでログイン", code=one.lower().replace(" ", "-")).status_code == 200
    assert first.path == "/desk"
    assert "あと9個" in first.open("/desk/account").text
    assert second.press("回復コードでログイン", code=one).status_code == 401


def test_five_wrong_codes_lead_back_to_the_door_with_the_lock(strict_app: Flask) -> None:
    set_up(strict_app)
    visit = at_the_door(strict_app)
    for _ in range(4):
        assert visit.press("ログイン", code="000000").status_code == 401
    visit.press("ログイン", code="000000")
    assert visit.path == "/desk/login"
    assert "ログインを止めています" in visit.answer.text
    assert "管理者（管理者の方は、運用の担当者）に知らせてください" in visit.answer.text
    with strict_app.app_context():
        deliver_mail()
        mail = text_of(mails_in(services().config.mail_folder)[-1])
    assert "認証アプリのコードが続けてまちがって" in mail.replace("\n", "")


def test_no_code_is_said_at_its_field(strict_app: Flask) -> None:
    set_up(strict_app)
    answer = at_the_door(strict_app).press("ログイン", code="　")
    assert answer.status_code == 422
    assert "6けたの数字を入力してください" in answer.text


def test_a_wrong_code_of_the_set_up_shows_the_same_phone_again(strict_app: Flask) -> None:
    visit = at_the_door(strict_app)
    phone = phone_of(visit)
    visit.press("登録する", code="000000")
    assert "コードがちがうか" in visit.answer.text
    assert phone_of(visit) == phone
    assert visit.press("登録する", code=code(phone)).status_code == 201


def test_no_page_that_is_kept_holds_the_secret(strict_app: Flask) -> None:
    visit = at_the_door(strict_app)
    visit.press("登録する", code="000000")
    assert "again=" not in visit.answer.request.url


@pytest.mark.parametrize("address", ["/desk/login/code", "/desk/login/set-up"])
def test_without_the_password_there_is_no_second_step(strict_app: Flask, address: str) -> None:
    visit = StaffVisit(strict_app)
    visit.open(address)
    assert visit.path == "/desk/login"


def test_who_is_at_one_step_opens_no_other(strict_app: Flask) -> None:
    set_up(strict_app)
    visit = at_the_door(strict_app)
    visit.open("/desk/login/set-up")
    assert visit.path == "/desk/login"


def test_in_development_the_password_is_enough_and_a_second_factor_may_be_set_up(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    visit.open("/desk/account")
    visit.press("認証アプリを登録する")
    phone = phone_of(visit)
    assert visit.press("登録する", code=code(phone)).status_code == 201
    assert at_the_door(sqlite_app).path == "/desk/login/code"
    visit.open("/desk/account")
    visit.press("登録を取り消す", give_up=code(phone, steps=1))
    assert at_the_door(sqlite_app).path == "/desk"


def test_a_new_phone_takes_the_place_of_the_old_one(strict_app: Flask) -> None:
    visit, old = set_up(strict_app)
    visit.open("/desk/account")
    visit.press("新しいアプリを登録する")
    new = phone_of(visit)
    assert new != old
    assert visit.press("登録する", own="000000", code=code(new)).status_code == 200
    assert "コードがちがうか" in visit.answer.text
    assert visit.press("登録する", own=code(old, steps=1), code=code(new)).status_code == 201
    again = at_the_door(strict_app)
    assert again.press("ログイン", code=code(new, steps=1)).status_code == 200


def test_where_one_is_required_nobody_gives_it_up(strict_app: Flask) -> None:
    visit, phone = set_up(strict_app)
    assert "登録を取り消す" not in visit.open("/desk/account").text
    token = visit.form("回復コードを作りなおす").fields["csrf_token"]
    sent = {"csrf_token": token, "give_up": code(phone, steps=1)}
    assert visit.send("/desk/account/second-factor/give-up", **sent).status_code == 403


def test_new_recovery_codes_are_shown_once(strict_app: Flask) -> None:
    visit, phone = set_up(strict_app)
    old = recovery_codes(visit)
    visit.open("/desk/account")
    assert visit.press("回復コードを作りなおす", code="000000").status_code == 401
    visit.press("回復コードを作りなおす", code=code(phone, steps=1))
    assert not set(recovery_codes(visit)) & set(old)
    assert len(recovery_codes(visit)) == 10


def test_a_manager_resets_what_a_colleague_has_lost(strict_app: Flask) -> None:
    colleague, _ = set_up(strict_app)
    manager, _ = set_up(strict_app, MANAGER)
    with strict_app.app_context():
        page = f"/desk/staff/{staff_id('受付 二郎')}"
    manager.open(page)
    manager.press("認証アプリとパスキーの登録を取り消す")
    assert "本人にメールで知らせます" in manager.answer.text
    colleague.open("/desk")
    assert colleague.path == "/desk/login"
    assert at_the_door(strict_app).path == "/desk/login/set-up"


def test_a_phone_opens_its_own_program_by_a_link(strict_app: Flask) -> None:
    visit = at_the_door(strict_app)
    assert "<svg" in visit.answer.text
    address = re.search(r'href="(otpauth://[^"]+)"', visit.answer.text)
    assert address is not None
    assert code(Authenticator.reading(unescape(address[1]))) == code(phone_of(visit))
