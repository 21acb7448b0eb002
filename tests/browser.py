"""The Chromium of the browser tests: where it is, how it starts, and the accessibility check of a page."""

import os
import shutil

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

NAMES = ("chromium", "chromium-browser", "google-chrome")


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
    ]
    return ["--no-sandbox", *arguments] if os.geteuid() == 0 else arguments


def assert_no_axe_findings(page: Page) -> None:
    """Fail with rule, place and help for every finding of axe on `page`, in its present state.

    Every rule that axe runs by default is on: WCAG 2.0 to 2.2, A and AA, and its best practices; of the rules
    that it leaves off, the size of touch targets (WCAG 2.5.8) is on too.
    """
    options = {"rules": {"target-size": {"enabled": True}}}
    violations = Axe().run(page, options=options).response["violations"]
    findings = [
        f"{violation['id']} at {node['target']}: {violation['help']} ({node['html']})"
        for violation in violations
        for node in violation["nodes"]
    ]
    assert not findings, "\n".join([f"axe on {page.url}:", *findings])
