"""A manager invites a clerk, who opens the mail, sets a password and a phone up, and comes in with both."""

import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.authenticator import Authenticator
from tests.journeys.conftest import Town
from tests.journeys.walking import Inspector, Keyboard, Pointing, Walker
from tests.mails import link_in, mails_in
from tests.service import Service

pytestmark = pytest.mark.browser

MANAGER, SECRET = "kanri@example.com", "neu-2027!"
WAYS = {"desktop": "shin1@example.jp", "keyboard": "shin2@example.jp", "phone_without_scripts": "shin3@example.jp"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the service writes its mail, among others."""
    return tmp_path_factory.mktemp("office")


@pytest.fixture(scope="module")
def office(folder: Path) -> Iterator[Town]:
    """A service whose mailboxes can be read."""
    service = Service([sys.executable, "-m", "booking.cli"], folder)
    passwords = service.prepare()
    with service.serving() as base_url:
        yield Town(base_url, passwords)


def walker_on(way: str, request: pytest.FixtureRequest, inspector: Inspector) -> Walker:
    """Somebody at a screen; axe looks at every page of the desktop."""
    page: Page = request.getfixturevalue("desktop" if way == "keyboard" else way)
    if way == "keyboard":
        return Keyboard(page)
    return Pointing(page, inspector if way == "desktop" else None)  # axe itself is a script


def enter(walker: Walker, town: Town, login: str, password: str) -> None:
    """Type address and password at the desk's door."""
    walker.page.goto(f"{town.base_url}/desk/login")
    walker.write("メールアドレス", login)
    walker.write("パスワード", password)
    walker.press("ログイン")


def mailed_link(folder: Path, to: str) -> str:
    """The link in the mail to this address, once the scheduler has sent it."""
    for _ in range(120):
        found = [mail for mail in mails_in(folder / "instance" / "mail") if mail["To"] == to]
        if found:
            return link_in(found[-1])
        time.sleep(0.25)
    raise AssertionError(f"no mail to {to} was sent")


@pytest.mark.parametrize(
    "way",
    ["phone_without_scripts", *(pytest.param(way, marks=pytest.mark.late) for way in ("desktop", "keyboard"))],
)
def test_a_clerk_is_invited_and_comes_in(
    office: Town, folder: Path, way: str, inspector: Inspector, request: pytest.FixtureRequest
) -> None:
    walker, login = walker_on(way, request, inspector), WAYS[way]
    page = walker.page
    enter(walker, office, MANAGER, office.passwords[MANAGER])
    page.goto(f"{office.base_url}/desk/staff")
    walker.press("職員を招待する")
    if way != "keyboard":  # which the summary of errors would lead astray here
        walker.press("招待する")  # without anything: every complaint at its field
    walker.write("氏名", "新 任子")
    walker.write("メールアドレス", login)
    page.get_by_label("受付", exact=True).check()
    walker.tick("ハローワーク大村")
    walker.press("招待する")
    expect(page.get_by_text("招待中").first).to_be_visible()
    page.context.clear_cookies()  # another machine
    page.goto(f"{office.base_url}/desk/invitation/{mailed_link(folder, login)}")
    if way != "keyboard":
        walker.press("パスワードを決める")
    page.get_by_label("新しいパスワード").first.fill(SECRET)
    walker.write("新しいパスワード（確認用）", SECRET)
    walker.press("パスワードを決める")
    enter(walker, office, login, SECRET)
    phone = set_up_phone(walker, office)
    page.context.clear_cookies()  # another machine
    enter(walker, office, login, SECRET)
    walker.write("コード ※必須", phone.code(datetime.now(UTC), steps=1))
    walker.press("ログイン")
    expect(page.get_by_role("navigation", name="受付メニュー")).to_be_visible()


def set_up_phone(walker: Walker, town: Town) -> Authenticator:
    """Set a phone up on the own account's page."""
    walker.page.goto(f"{town.base_url}/desk/account")
    walker.press("認証アプリを登録する")
    phone = Authenticator(walker.page.locator("main code").inner_text())
    walker.write("コード ※必須", phone.code(datetime.now(UTC)))
    walker.press("登録する")
    expect(walker.page.get_by_role("heading", name="回復コード")).to_be_visible()
    walker.press("保管したので、先へ進む")
    return phone
