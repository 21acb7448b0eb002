"""The Chromium of the browser tests: where it is, how it starts, what a press leads to, what axe says of a page."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as NothingHappened

# The first is the same browser without windows of its own: the tests take a third of its time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
MILLISECONDS_TO_ANSWER = 15_000
# Beside what axe runs by default (WCAG 2.0 to 2.2, A and AA, and its best practices): the size of touch targets, 2.5.8.
AXE_RULES = {"target-size": {"enabled": True}}


class NoChromiumError(RuntimeError):
    """No browser for the browser tests was found; they are never skipped in silence."""


def chromium_path() -> str:
    """The Chromium to drive: MADOGUCHI_CHROMIUM, or the first of `NAMES` on the path.

    Raises NoChromiumError, which says what to do.
    """
    named = os.environ.get("MADOGUCHI_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None or not os.access(found, os.X_OK):
        raise NoChromiumError(
            f"The browser tests find no Chromium ({named or ', '.join(NAMES)}): "
            "run .ci/browser, or name one with MADOGUCHI_CHROMIUM=/path/to/chromium."
        )
    return found


def launch_arguments() -> list[str]:
    """Arguments that keep Chromium quiet, off the network and, as root, able to start at all."""
    arguments = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-gpu",
        "--disable-quic",
        "--disable-sync",
        "--no-first-run",
        "--use-fake-device-for-media-stream",  # a camera of its own, for pages that may use one
    ]
    return ["--no-sandbox", *arguments] if os.geteuid() == 0 else arguments


@contextmanager
def leading_on(page: Page, words: str) -> Iterator[None]:
    """Wait for the page that a press on `words` leads to, until it is loaded.

    Whoever reads or inspects `page` after a bare click may meet the old page, or one that is just being replaced.
    """
    before = page.url
    try:
        with page.expect_navigation(timeout=MILLISECONDS_TO_ANSWER):
            yield
    except NothingHappened as error:
        raise AssertionError(f"{words} leads nowhere from {before}") from error


def press(page: Page, words: str) -> None:
    """Tap the first button or link in the main part that says `words`, and wait for the page that it leads to."""
    with leading_on(page, words):
        page.locator("main").locator("a, button").filter(has_text=words).first.click()


def assert_no_axe_findings(page: Page) -> None:
    """Fail with rule, place and help for every finding of axe on `page`, in its present state.

    Every rule that axe runs by default is on, and `AXE_RULES`.
    """
    violations = Axe().run(page, options={"rules": AXE_RULES}).response["violations"]
    findings = [
        f"{violation['id']} at {node['target']}: {violation['help']} ({node['html']})"
        for violation in violations
        for node in violation["nodes"]
    ]
    assert not findings, "\n".join([f"axe on {page.url}:", *findings])
