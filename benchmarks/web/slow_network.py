"""A booking on an old phone at slow 3G: from the first page to the number, by somebody who is not signed in.

A real Chromium walks it. What is counted is machine time, from each tap until the next page has come and is painted;
typing and reading are the person's own. Redirects wait for the network like any request, opening a connection does not.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from benchmarks.report import heading
from tests.browser import chromium_path, launch_arguments
from tests.service import Service

_BYTES_A_SECOND = 400_000 // 8
_LATENCY_MILLISECONDS = 400
_SLOWED = 6  # times
_PHONE = ViewportSize(width=360, height=740)
_WALKS = {"misaki@example.com": "11月25日", "kakuto@example.com": "11月26日", "lan@example.com": "11月27日"}
_PAINTED = "() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))"


class _Walk:
    """One person's way; `seconds` has the machine time of each step."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.seconds: dict[str, float] = {}

    def tap(self, words: str, step: str) -> None:
        """Tap what says `words` in the page's main part."""
        target = self.page.locator("main").locator("a, button").filter(has_text=words).first
        target.scroll_into_view_if_needed()  # the person's thumb does this
        with self._counting(step), self.page.expect_navigation(wait_until="load"):
            target.tap()

    def open(self, address: str, step: str) -> None:
        """Go to the first page."""
        with self._counting(step):
            self.page.goto(address, wait_until="load")

    @contextmanager
    def _counting(self, step: str) -> Iterator[None]:
        began_at = time.monotonic()
        yield
        self.page.evaluate(_PAINTED)
        self.seconds[step] = time.monotonic() - began_at


def measure_slow_network() -> None:
    """Print the table: what each step takes, the median of three people."""
    with tempfile.TemporaryDirectory(prefix="madoguchi-3g-") as folder:
        service = Service([sys.executable, "-m", "booking.cli"], Path(folder))
        passwords = service.prepare()
        with service.serving() as base_url, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium_path(), args=launch_arguments())
            walks = [_booked(browser, base_url, email, passwords[email], day=day) for email, day in _WALKS.items()]
            browser.close()
    print("\n".join(_table(walks)))


def _booked(browser: Browser, base_url: str, email: str, password: str, *, day: str) -> dict[str, float]:
    context = browser.new_context(viewport=_PHONE, locale="ja-JP", has_touch=True, is_mobile=True)
    page = context.new_page()
    _slow_down(page)
    walk = _Walk(page)
    walk.open(f"{base_url}/", "first page")
    walk.tap("職業相談", "procedure")
    walk.tap(day, "day")
    walk.tap("予約する", "予約する")
    page.fill("main [name=login]", email)
    page.fill("main [name=password]", password)
    walk.tap("ログイン", "ログイン")
    walk.tap("同意する", "同意する")
    page.fill("main [name=topic]", "職務経歴書の書き方")
    walk.tap("確認へ進む", "確認へ進む")
    walk.tap("申込み", "申込み")
    assert "予約しました" in page.inner_text("h1"), page.url
    context.close()
    return walk.seconds


def _slow_down(page: Page) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": _LATENCY_MILLISECONDS,
            "downloadThroughput": _BYTES_A_SECOND,
            "uploadThroughput": _BYTES_A_SECOND,
            "connectionType": "cellular3g",
        },
    )
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWED})


def _table(walks: list[dict[str, float]]) -> Iterator[str]:
    steps = list(walks[0])
    yield from heading("slow 3G: tap", "seconds")
    for step in steps:
        yield f"| {step} | {statistics.median(walk[step] for walk in walks):.1f} |"
    whole = statistics.median(sum(walk.values()) for walk in walks)
    yield f"| {len(steps) - 1} taps (goal 7), in all (goal 12 s) | **{whole:.1f}** |"
