"""The code on the phone is read by a camera: what it holds is what the counter's page takes."""

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Town
from tests.journeys.walking import Inspector, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.any_engine]


def test_home_and_slip_read_on_a_phone(town: Town, phone: Page, inspector: Inspector) -> None:
    signed_in(phone, town, "owen@example.com", inspector, door="/login")
    for address in ("/mypage", "/mypage/jobs", "/mypage/activity", "/mypage/settings", "/mypage/reception-slip"):
        phone.goto(f"{town.base_url}{address}")
        inspector.look_at(phone)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 360, address


def test_a_scanner_types_the_number_and_enter(town: Town, desktop: Page, inspector: Inspector) -> None:
    signed_in(desktop, town, "uketsuke.omura@example.com", inspector, door="/desk/login")
    desktop.goto(f"{town.base_url}/desk/scan")
    inspector.look_at(desktop)
    desktop.keyboard.type("70000-0000002")  # the field has the focus by itself
    with desktop.expect_navigation(url="**/desk/seekers/*"):
        desktop.keyboard.press("Enter")
    assert "髙城 美咲" in desktop.inner_text("h1")
