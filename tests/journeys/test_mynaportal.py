"""MynaPortal on a phone: no account linked yet, 「つながる」, and one press afterwards (japan.md E1, E5)."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from booking.people.linked_sign_in.provider import CALLBACK, IdentityProvider
from booking.settings.oidc import OidcSettings
from tests.journeys.walking import Inspector, Keyboard, Pointing, Walker
from tests.oidc_provider.between import Between
from tests.oidc_provider.started import SECRET, started
from tests.served import served
from tests.town import password_of

pytestmark = [pytest.mark.browser, pytest.mark.any_engine]

MISAKI = "misaki@example.com"


@pytest.fixture(scope="module")
def provider() -> Iterator[Between]:
    with started() as between:
        yield between


def know(app: Flask, provider: Between, base_url: str) -> None:
    """Let the service that is reached here be a client of the provider."""
    settings = OidcSettings(provider.issuer, "browsers", SECRET)
    identities = IdentityProvider(settings, redirect_uri=f"{base_url}{CALLBACK}", secret_key=app.config["SECRET_KEY"])
    app.extensions["services"] = replace(app.extensions["services"], identities=identities)


def link_and_come_in(walker: Walker, app: Flask, provider: Between, base_url: str) -> None:
    """From the sign-in page to the first sign-in with one press."""
    page = walker.page
    page.context.add_cookies([{"name": "who", "value": "misaki-at-mynaportal", "url": provider.issuer}])
    password = password_of(app, MISAKI)
    page.goto(f"{base_url}/login")
    walker.press("マイナポータルでログイン")
    expect(page.get_by_role("heading", name="属性連携不整合確認")).to_be_visible()
    walker.press("マイナポータル連携開始")
    walker.write("メールアドレス", MISAKI)
    walker.write("パスワード", password)
    walker.press("ログイン")
    expect(page).to_have_url(f"{base_url}/mypage/mynaportal")
    walker.write("いまのパスワード", password)
    walker.press("つながる")
    walker.press("マイナポータルへ進む")
    expect(page.locator("main").get_by_text("マイナポータルとつながりました")).to_be_visible()
    walker.press("ログアウト")
    page.goto(f"{base_url}/login")
    walker.press("マイナポータルでログイン")
    expect(page).to_have_url(f"{base_url}/mypage")


@pytest.mark.late
def test_on_a_phone(sqlite_app: Flask, provider: Between, phone: Page, inspector: Inspector) -> None:
    with served(sqlite_app) as base_url, sqlite_app.app_context():
        know(sqlite_app, provider, base_url)
        link_and_come_in(Pointing(phone, inspector), sqlite_app, provider, base_url)
        phone.goto(f"{base_url}/mypage/mynaportal")
        Pointing(phone, inspector).press("解除する")
        expect(phone.get_by_text("いまのパスワードを入力してください").first).to_be_visible()
        inspector.look_at(phone)


def test_by_keyboard_and_without_scripts(sqlite_app: Flask, provider: Between, phone_without_scripts: Page) -> None:
    with served(sqlite_app) as base_url, sqlite_app.app_context():
        know(sqlite_app, provider, base_url)
        link_and_come_in(Keyboard(phone_without_scripts), sqlite_app, provider, base_url)
