"""Signing in where mail reaches people: password, code, and what one changes about it afterwards, on a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.journeys.walking import Inspector, Keyboard, Pointing, Walker
from tests.served import served
from tests.town import StandingClock, password_of
from tests.web.mail_reaches_people import mailed_code, with_mail

pytestmark = [pytest.mark.browser, pytest.mark.any_engine]

MISAKI, NEW = "misaki@example.com", "neu-2027!"


@pytest.fixture
def mail_app(town_url: str, tmp_path: Path) -> Iterator[Flask]:
    with with_mail(town_url, tmp_path, StandingClock()) as app:
        yield app


def give_password(walker: Walker, app: Flask, base_url: str) -> None:
    """Come to the door and give the password."""
    with app.app_context():
        password = password_of(app, MISAKI)
    walker.page.goto(f"{base_url}/login")
    walker.write("メールアドレス", MISAKI)
    walker.write("パスワード", password)
    walker.press("ログイン")


def test_password_and_code_on_a_phone(mail_app: Flask, phone: Page, inspector: Inspector) -> None:
    seeker = Pointing(phone, inspector)
    with served(mail_app) as base_url:
        give_password(seeker, mail_app, base_url)
        seeker.write("ワンタイムパスワード", "no code")
        seeker.press("送信")
        expect(phone.get_by_text("ワンタイムパスワードがちがいます")).to_be_visible()
        seeker.press("もう一度メールを送る")
        seeker.write("ワンタイムパスワード", mailed_code(mail_app))
        seeker.tick("3か月間省略する")
        seeker.press("送信")
        expect(phone).to_have_url(f"{base_url}/mypage")
        for page in ("sign-in", "browsers", "email"):
            phone.goto(f"{base_url}/mypage/{page}")
            inspector.look_at(phone)


def test_by_keyboard_and_without_scripts(mail_app: Flask, phone_without_scripts: Page) -> None:
    seeker = Keyboard(phone_without_scripts)
    with served(mail_app) as base_url:
        give_password(seeker, mail_app, base_url)
        seeker.write("ワンタイムパスワード", mailed_code(mail_app))
        seeker.tick("3か月間省略する")
        seeker.press("送信")
        expect(seeker.page).to_have_url(f"{base_url}/mypage")
        assert seeker.page.get_by_text("パスワードを表示する").count() == 0


def test_a_password_is_seen_while_it_is_typed_and_sent_as_one(mail_app: Flask, phone: Page) -> None:
    seeker = Pointing(phone)
    with served(mail_app) as base_url:
        phone.goto(f"{base_url}/login")
        seeker.write("パスワード", NEW)
        field = phone.locator("[name=password]")
        seeker.tick("パスワードを表示する")
        expect(field).to_have_attribute("type", "text")
        phone.get_by_label("パスワードを表示する").uncheck()
        expect(field).to_have_attribute("type", "password")
