"""Passkeys in a real browser, whose virtual device makes and shows them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from booking.app import create_app
from booking.settings.config import Environment
from tests.journeys.walking import Inspector, Pointing
from tests.served import served
from tests.town import StandingClock, close_connections, config_for, password_of
from tests.virtual_device import give_device

pytestmark = [pytest.mark.browser, pytest.mark.any_engine]

MISAKI, CLERK = "misaki@example.com", "uketsuke.omura@example.com"


@contextmanager
def at_localhost(
    url: str, folder: Path, *, environment: Environment = Environment.DEVELOPMENT
) -> Iterator[tuple[Flask, str]]:
    """The service under a name, which browsers ask for: they make no passkeys for a bare IP address."""
    made: list[Flask] = []
    with served(lambda environ, start: made[0](environ, start)) as address:  # noqa: PLW0108  it is made below
        base_url = address.replace("127.0.0.1", "localhost")
        config = replace(config_for(url, folder), base_url=base_url, environment=environment)
        made.append(create_app(config, clock=StandingClock()))
        yield made[0], base_url
    with made[0].app_context():
        close_connections()


def test_a_seeker_makes_a_passkey_and_comes_in_with_it(
    town_url: str, tmp_path: Path, phone: Page, inspector: Inspector
) -> None:
    seeker = Pointing(phone, inspector)
    with at_localhost(town_url, tmp_path) as (app, base_url):
        give_device(phone)
        with app.app_context():
            password = password_of(app, MISAKI)
        phone.goto(f"{base_url}/login")
        inspector.look_at(phone)
        seeker.write("メールアドレス", MISAKI)
        seeker.write("パスワード", password)
        phone.get_by_role("button", name="ログイン", exact=True).last.click()
        phone.wait_for_url(f"{base_url}/mypage")
        phone.goto(f"{base_url}/mypage/passkeys")
        seeker.write("いまのパスワード", password)
        seeker.press("登録に進む")
        seeker.write("パスキーの名前", "わたしの電話")
        seeker.press("パスキーを作る")
        expect(phone.get_by_text("パスキーを登録しました").first).to_be_visible()  # and once more for screen readers
        seeker.press("わたしの電話")
        inspector.look_at(phone)
        phone.get_by_role("button", name="ログアウト").click()
        phone.goto(f"{base_url}/login?next=/mypage/bookings")
        seeker.press("パスキーでログイン")
        expect(phone).to_have_url(f"{base_url}/mypage/bookings")


def give_password(staff: Pointing, app: Flask, base_url: str) -> None:
    """Type the clerk's address and password at the desk's door."""
    with app.app_context():
        password = password_of(app, CLERK)
    staff.page.goto(f"{base_url}/desk/login")
    staff.write("メールアドレス", CLERK)
    staff.write("パスワード", password)
    staff.page.get_by_role("button", name="ログイン", exact=True).click()


def test_a_clerk_chooses_a_passkey_at_the_door_and_comes_in_with_it(
    town_url: str, tmp_path: Path, desktop: Page, inspector: Inspector
) -> None:
    """In production, where something beside the password is required."""
    staff = Pointing(desktop, inspector)
    with at_localhost(town_url, tmp_path, environment=Environment.PRODUCTION) as (app, base_url):
        give_device(desktop)
        give_password(staff, app, base_url)
        staff.press("この端末のパスキーを登録する")
        staff.press("パスキーを作る")
        expect(desktop.locator("#recovery-codes li")).to_have_count(10)
        staff.press("保管したので、先へ進む")
        desktop.get_by_role("button", name="ログアウト").click()
        staff.press("パスキーでログイン")  # in one step
        expect(desktop).to_have_url(f"{base_url}/desk")
        desktop.get_by_role("button", name="ログアウト").click()
        give_password(staff, app, base_url)
        expect(desktop.get_by_role("heading", name="パスキーでの確認")).to_be_visible()
        staff.press("パスキーでログイン")  # instead of a code
        desktop.goto(f"{base_url}/desk/account")
        staff.press("コードのかわりに、パスキーで確認する")
        expect(desktop.locator("#recovery-codes li")).to_have_count(10)
        desktop.goto(f"{base_url}/desk/account/passkeys")
        staff.press("Chrome")
        inspector.look_at(desktop)


def test_a_device_without_one_is_told_about_the_password(town_url: str, tmp_path: Path, phone: Page) -> None:
    with at_localhost(town_url, tmp_path) as (_, base_url):
        give_device(phone)
        phone.goto(f"{base_url}/login")
        phone.get_by_role("button", name="パスキーでログイン").click()
        expect(phone.get_by_text("パスキーを確認できませんでした")).to_be_visible()
        assert phone.url == f"{base_url}/login"


def test_without_scripts_there_is_the_password_alone(
    town_url: str, tmp_path: Path, phone_without_scripts: Page
) -> None:
    page = phone_without_scripts
    with at_localhost(town_url, tmp_path) as (_, base_url):
        page.goto(f"{base_url}/login")
        expect(page.get_by_text("パスキーでログイン")).to_be_hidden()
        expect(page.locator("[name=password]")).to_be_visible()
        page.goto(f"{base_url}/desk/login")
        expect(page.get_by_text("パスキーでログイン")).to_be_hidden()
