"""The pages that help: axe finds nothing on them, and nothing runs out of a small phone."""

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Town
from tests.journeys.walking import Inspector

pytestmark = [pytest.mark.browser, pytest.mark.any_engine]

PAGES = ("first-time", "zoom", "questions", "privacy", "accessibility", "about")


def test_help_reads_on_a_phone(town: Town, phone: Page, inspector: Inspector) -> None:
    for address in (*(f"/help/{page}" for page in PAGES), "/offices/omura", "/offices/shiomizaka"):
        phone.goto(f"{town.base_url}{address}")
        inspector.look_at(phone)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 360, address
