"""Nobody has to scroll sideways: neither with letters twice as large (WCAG 1.4.4) nor on 320 pixels (WCAG 1.4.10)."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, ViewportSize

PHONE = ViewportSize(width=360, height=740)
NARROW = ViewportSize(width=320, height=640)

# What sticks out of the window, but for what a frame of its own scrolls or hides; the page as it is laid out now.
_STICKING_OUT = """() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const framed = (element) => {
        for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
            if (getComputedStyle(at).overflowX !== "visible") return true;
        }
        return false;
    };
    const out = [...document.querySelectorAll("body *")].filter((element) =>
        element.getBoundingClientRect().right > width + 1 && !framed(element));
    const innermost = out.filter((element) => !out.some((other) => other !== element && element.contains(other)));
    const named = (element) => `${element.tagName.toLowerCase()}.${element.className} ${element.innerText || ""}`;
    return innermost.slice(0, 5).map((element) =>
        `${named(element).trim().slice(0, 60)} ends at ${Math.round(element.getBoundingClientRect().right)}`);
}"""


def assert_no_sideways_scrolling(page: Page) -> None:
    """Fail with what sticks out of a phone's window, with letters twice as large and on the narrowest screen."""
    with shown_on(page, PHONE, letters="200%"):
        large = page.evaluate(_STICKING_OUT)
    with shown_on(page, NARROW, letters=""):
        narrow = page.evaluate(_STICKING_OUT)
    assert (large, narrow) == ([], []), (
        f"{page.url} scrolls sideways; letters twice as large: {large}; 320 px: {narrow}"
    )


@contextmanager
def shown_on(page: Page, window: ViewportSize, *, letters: str) -> Iterator[None]:
    """Lay the page out anew for a moment; it is not loaded again, and keeps its state."""
    before = page.viewport_size
    assert before is not None
    page.set_viewport_size(window)
    page.evaluate("size => { document.documentElement.style.fontSize = size }", letters)
    try:
        yield
    finally:
        page.evaluate("() => { document.documentElement.style.fontSize = '' }")
        page.set_viewport_size(before)
