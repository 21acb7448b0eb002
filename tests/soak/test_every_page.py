"""Every page of `make screens`, in its state, held against what people need who do not see it as others do.

axe by day and by night, the focus at each Tab stop, letters twice as large, a window of 320 pixels. What `make test`
keeps of it: the pages of the journeys without the night and the stops, and the stops of a few
(tests/journeys/test_focus.py).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import assert_no_axe_findings
from tests.focus_rings import FocusRings
from tests.large_letters import assert_no_sideways_scrolling
from tests.screens import Photographer, go_everywhere

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


def by_night(page: Page) -> None:
    """What axe says of the dark colours, without the moments in which they change."""
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    try:
        assert_no_axe_findings(page)
    finally:
        page.emulate_media(color_scheme="light", reduced_motion="no-preference")


@pytest.mark.parametrize(
    ("width", "checks"),
    [
        (360, (assert_no_axe_findings, by_night, assert_no_sideways_scrolling, FocusRings().look_at)),
        (1280, (assert_no_axe_findings, by_night, FocusRings().look_at)),
    ],
)
def test_every_page_in_every_state_can_be_used_by_everybody(
    browser: Browser, width: int, checks: tuple[Callable[[Page], None], ...]
) -> None:
    findings: list[str] = []
    seen = go_everywhere(browser, partial(Examiner, findings=findings, checks=checks), [width])
    assert len(seen[width]) > 100
    assert findings == [], "\n".join(findings)
