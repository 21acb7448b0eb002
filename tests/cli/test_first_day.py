"""The first day of an office, from an empty production database (operations: Install and upgrade)."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from booking.app import create_app
from booking.jobs import deliver_mail
from booking.messages.channels.configured import channels_of
from booking.settings.config import config_from_environment
from tests.authenticator import Authenticator
from tests.cli.conftest import Madoguchi
from tests.cli.test_setting_up import PRODUCTION, printed_password
from tests.mails import link_in, mails_in
from tests.town import close_connections, config_for
from tests.web.staff_visits import StaffVisit

ADMIN, MANAGER, CLERK, SECRET = "admin@example.jp", "kanri@example.jp", "uketsuke@example.jp", "neu-2027!"


def in_production(folder: Path) -> Flask:
    """The service as production runs it; its mail lies in a folder."""
    config = replace(config_from_environment(), base_url="http://localhost")
    letters = config_for(config.database_url, folder)
    return create_app(config, channels=channels_of(letters))


def enter(app: Flask, login: str, password: str) -> StaffVisit:
    """Sign in for the first time, with a phone that is set up at the door."""
    visit = StaffVisit(app)
    visit.open("/desk/login")
    visit.press("ログイン", login=login, password=password)
    letters = re.search(r"<code>([A-Z2-7 ]+)</code>", visit.answer.text)
    assert letters is not None, visit.answer.text
    visit.press("登録する", code=Authenticator(letters[1]).code(datetime.now(UTC)))
    visit.open("/desk")
    assert visit.path == "/desk"
    return visit


def invite(visit: StaffVisit, folder: Path, login: str, role: str) -> StaffVisit:
    """Invite a colleague, who opens the link of the mail and comes in."""
    visit.open("/desk/staff/invite")
    visit.press("招待する", name="新 任子", login=login, role=role, offices=["omura"])
    with visit.app.app_context():
        deliver_mail()
    newcomer = StaffVisit(visit.app)
    newcomer.open(f"/desk/invitation/{link_in(mails_in(folder)[-1])}")
    newcomer.press("パスワードを決める", password=SECRET, again=SECRET)
    return enter(visit.app, login, SECRET)


def test_an_administrator_makes_an_offices_staff(
    bare_madoguchi: Madoguchi, operator: pytest.MonkeyPatch, tmp_path: Path, empty_sqlite_url: str
) -> None:
    operator.delenv("MADOGUCHI_NOW")
    for name, value in {**PRODUCTION, "MADOGUCHI_DATABASE_URL": empty_sqlite_url}.items():
        operator.setenv(name, value)
    password = printed_password(bare_madoguchi("init", "--office", "omura", "--admin", ADMIN))
    app = in_production(tmp_path)
    letters = config_for(empty_sqlite_url, tmp_path).mail_folder
    manager = invite(enter(app, ADMIN, password), letters, MANAGER, "manager")
    clerk = invite(manager, letters, CLERK, "clerk")
    assert clerk.open("/desk/seekers").status_code == 200
    assert clerk.open("/desk/staff").status_code == 403
    with app.app_context():
        close_connections()
