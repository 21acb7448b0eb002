"""A busy day on its sheet, by keyboard, on a desk's screen, a tablet and a phone; it keeps itself up to date."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from booking.core.meeting_events import Sign
from tests.browser import leading_on
from tests.journeys.walking import Inspector, signed_in
from tests.towns.sheet_town import CLERK, KAKUTO, LAN, SheetTown, sheet_town

pytestmark = pytest.mark.browser

WIDTHS = (390, 768, 1280)
_OUT_OF_SIGHT = """(wide) => [...document.querySelectorAll("main :is(a, button, select, summary, input)")]
    .filter((one) => one.type !== "hidden" && one.getClientRects().length)
    .filter((one) => one.getBoundingClientRect().left < 0 || one.getBoundingClientRect().right > wide)
    .map((one) => one.outerHTML)"""


@pytest.fixture
def busy(tmp_path: Path) -> Iterator[SheetTown]:
    """At 10:31 the two consultations of ten o'clock are over and nobody has decided; one at eleven is to come.

    One of them has the longest of names.
    """
    with sheet_town(tmp_path, "10:31", with_long_names=True) as running:
        yield running


def test_the_sheet_helps_the_day(busy: SheetTown, desktop: Page, inspector: Inspector) -> None:
    signed_in(desktop, busy, CLERK, inspector, door="/desk/login")
    for width in WIDTHS:
        desktop.set_viewport_size({"width": width, "height": 900})
        assert desktop.evaluate(_OUT_OF_SIGHT, width) == []
        inspector.look_at(desktop)
    _comes_by_itself(busy, desktop)
    with leading_on(desktop, "Enter"):
        desktop.keyboard.press("Enter")  # one press: the keyboard lies on the next row that waits for it
    expect(desktop.locator(f"#b-{busy.numbers[LAN]}").get_by_text("相談済み", exact=True)).to_be_visible()
    expect(desktop.get_by_text("出欠を記録しました。").first).to_be_visible()


def _comes_by_itself(busy: SheetTown, page: Page) -> None:
    """Somebody comes to the door: the row says so, what is open stays open, and the keyboard stays where it is."""
    page.get_by_text("取り消された予約 1件").click()
    mark = page.locator(f"#b-{busy.numbers[LAN]} [data-key=mark]")
    mark.focus()
    busy.see(KAKUTO, Sign.WAITED, "10:31")
    page.evaluate("document.dispatchEvent(new Event('sheet:renew'))")
    row = page.locator(f"#b-{busy.numbers[KAKUTO]}")
    expect(row.get_by_text("待機室に来ています（10時31分から）")).to_be_visible()
    expect(page.locator("[data-announcer]")).to_contain_text("待機室に来ています")
    expect(mark).to_be_focused()
    expect(page.locator("details.sheet-cancelled li")).to_be_visible()
