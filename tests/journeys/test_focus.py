"""Whoever has no pointer sees where they are; the pages of all are held against it by tests/soak/test_every_page.py."""

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Town
from tests.pictures.focus_rings import FocusRings

pytestmark = [pytest.mark.browser, pytest.mark.any_engine]


def test_each_tab_stop_of_the_way_to_a_booking_shows_the_focus(town: Town, phone: Page) -> None:
    rings = FocusRings()
    for address in ("/?q=職安", "/procedures/omura-soudan?day=2026-12-09", "/login"):
        phone.goto(f"{town.base_url}{address}")
        rings.look_at(phone)
    assert len(rings.seen) > 15
