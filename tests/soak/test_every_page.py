"""Every page of `make screens`, in its state: where the focus begins and each Tab stop, large letters, narrow windows.

What axe and its like say of these pages is asked by `make screens` itself. `make test` keeps the seekers' pages of the
journeys for large letters, and the stops of a few pages (tests/journeys/test_focus.py).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import pytest
from playwright.sync_api import Browser, Page

from tests.pictures.camera import Photographer
from tests.pictures.focus_rings import FocusRings, assert_focus_begins_at_the_answer
from tests.pictures.in_view import assert_controls_in_view
from tests.pictures.large_letters import assert_no_sideways_scrolling
from tests.pictures.screens import go_everywhere

pytestmark = [pytest.mark.late, pytest.mark.browser]


@dataclass
class Examiner(Photographer):
    """Looks at pages instead of photographing them; finds all before it complains."""

    findings: list[str] = field(default_factory=list)
    checks: tuple[Callable[[Page], None], ...] = ()

    def take(self, name: str) -> None:
        """Note what is wrong with the page as it is now."""
        self.taken.append(name)
        for check in self.checks:
            try:
                check(self.page)
            except AssertionError as found:
                self.findings.append(f"{name}: {found}")


def _assert_staff_see_all_controls(page: Page) -> None:
    if page.locator("body.desk").count():
        assert_controls_in_view(page)


@pytest.mark.parametrize(
    ("width", "checks"),
    [
        (360, (assert_focus_begins_at_the_answer, assert_no_sideways_scrolling, FocusRings().look_at)),
        (1280, (assert_focus_begins_at_the_answer, _assert_staff_see_all_controls, FocusRings().look_at)),
    ],
)
def test_every_page_in_every_state_can_be_used_by_everybody(
    browser: Browser, width: int, checks: tuple[Callable[[Page], None], ...]
) -> None:
    findings: list[str] = []
    seen = go_everywhere(browser, partial(Examiner, findings=findings, checks=checks), [width])
    assert len(seen[width]) > 100
    assert findings == [], "\n".join(findings)
