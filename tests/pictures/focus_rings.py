"""Whoever goes by Tab begins at what the page answers, and sees where they are (WCAG 2.4.7).

For the latter the pixels around each stop are compared, with and without the focus.
"""

import base64
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypedDict

from playwright.sync_api import FloatRect, Page

_MOST_STOPS = 300
_AROUND = 8  # pixels: the ring lies outside

# What has the focus: its place on the screen, its words, and what kind of thing it is among those that look alike.
_STOP = """() => {
    const focused = document.activeElement;
    if (!focused || focused === document.body || focused === document.documentElement) return null;
    focused.scrollIntoView({block: "center", behavior: "instant"});
    const {x, y, width, height} = focused.getBoundingClientRect();
    const style = getComputedStyle(focused);
    const kind = (element) => element ? element.tagName + "." + element.className : "";
    const words = (focused.innerText || focused.getAttribute("aria-label") || focused.name || "").trim().slice(0, 40);
    const isFirst = focused.dataset.hadFocus === undefined;
    focused.dataset.hadFocus = "";
    const path = [kind(focused.firstElementChild)];
    for (let at = focused; at; at = at.parentElement) path.push(kind(at));
    return {x, y, width, height, words, isFirst, kind: [...path, style.display, focused.type || ""].join(" ")};
}"""

# Empty where all is well; browsers give the focus a moment after the page is there.
_BEGINNING = """async () => {
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const answers = document.querySelectorAll(".flashes, .error-summary, [autofocus]").length;
    const focused = document.activeElement;
    const isLost = !focused || focused === document.body;
    if (isLost && (answers || document.body.classList.contains("desk"))) return "the body";
    return answers && !isLost && !focused.matches("[autofocus], .flashes") ? focused.outerHTML.slice(0, 80) : "";
}"""

# How many pixels of two pictures differ; the browser is the only one here that can read them.
_DIFFERING = """async ([one, other]) => {
    const pixels = async (picture) => {
        const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([bytes], {type: "image/png"}));
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
        canvas.drawImage(bitmap, 0, 0);
        return new Uint32Array(canvas.getImageData(0, 0, bitmap.width, bitmap.height).data.buffer);
    };
    const [before, after] = [await pixels(one), await pixels(other)];
    return before.reduce((count, pixel, at) => count + (pixel !== after[at]), 0);
}"""


class _Stop(TypedDict):
    x: float
    y: float
    width: float
    height: float
    words: str
    isFirst: bool
    kind: str


def assert_focus_begins_at_the_answer(page: Page) -> None:
    """Fail where a page answers a press, or is one of staff's, and the keyboard is at the start of its menu."""
    where: str = page.evaluate(_BEGINNING)
    assert where == "", f"the focus is at {where} on {page.url}"


@dataclass
class FocusRings:
    """Tabs through pages. Of stops that look alike and lie in the same place, such as the footer's, one is enough."""

    seen: set[str] = field(default_factory=set)

    def look_at(self, page: Page) -> None:
        """Fail with the stops of the page at which nobody sees the focus: less changes than a line around them."""
        unseen = []
        for stop in _stops(page):
            is_new = stop["kind"] not in self.seen
            self.seen.add(stop["kind"])
            if is_new and not _shows_focus(page, stop):
                unseen.append(stop["words"] or stop["kind"])
        assert unseen == [], f"no focus to be seen on {page.url}: {unseen}"


def _stops(page: Page) -> Iterator[_Stop]:
    """Every stop of the page, while it has the focus: once around, from wherever the focus is."""
    outside = 0
    for _ in range(_MOST_STOPS):
        page.keyboard.press("Tab")
        stop: _Stop | None = page.evaluate(_STOP)
        if stop is None:
            outside += 1  # between the last stop and the first one
        elif stop["isFirst"]:
            yield stop
        if outside > 1 or (stop is not None and not stop["isFirst"]):
            return
    raise AssertionError(f"Tab finds no end on {page.url}")


def _shows_focus(page: Page, stop: _Stop) -> bool:
    window = page.viewport_size
    assert window is not None
    left, top = max(stop["x"] - _AROUND, 0), max(stop["y"] - _AROUND, 0)
    right = min(stop["x"] + stop["width"] + _AROUND, window["width"])
    bottom = min(stop["y"] + stop["height"] + _AROUND, window["height"])
    place = FloatRect(x=left, y=top, width=right - left, height=bottom - top)
    with_focus = page.screenshot(clip=place)
    page.evaluate("document.activeElement.blur()")
    without = page.screenshot(clip=place)
    both = [base64.b64encode(picture).decode() for picture in (with_focus, without)]
    line_around = 2 * (math.floor(place["width"]) + math.floor(place["height"]) - 4 * _AROUND)
    changed: int = page.evaluate(_DIFFERING, both)
    return changed >= line_around
