"""A seeker leaves the my-page: on a phone with axe, and by keyboard without JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Town
from tests.journeys.walking import Inspector, Keyboard, Pointing, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.any_engine]


def leave(walker: Pointing | Keyboard, town: Town, email: str) -> None:
    """From the settings to the end."""
    walker.page.goto(f"{town.base_url}/mypage/settings")
    walker.press("退会")
    walker.press("退会する")
    expect(walker.page.get_by_text("チェックを入れてください").first).to_be_visible()
    walker.tick("終わるものと残るものを確かめました")
    walker.write("パスワード", town.passwords[email])
    walker.press("退会する")
    expect(walker.page.get_by_text("退会しました").first).to_be_visible()


def test_a_seeker_leaves_on_a_phone(town: Town, phone: Page, inspector: Inspector) -> None:
    leave(signed_in(phone, town, "yuri1@example.com", inspector, door="/login"), town, "yuri1@example.com")


def test_leaving_needs_neither_pointer_nor_scripts(
    town: Town, phone_without_scripts: Page, inspector: Inspector
) -> None:
    signed_in(phone_without_scripts, town, "yuri2@example.com", inspector, door="/login")
    leave(Keyboard(phone_without_scripts), town, "yuri2@example.com")
