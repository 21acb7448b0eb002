"""How a person moves through pages: by pointing or by keyboard alone."""

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from playwright.sync_api import Page, expect

from tests.browser import assert_no_axe_findings, leading_on, press
from tests.pictures.large_letters import PHONE, assert_no_sideways_scrolling

_MOST_TABS = 150
_MOST_ARROWS = 20

_FOCUSED_NAME = """() => {
    const focused = document.activeElement;
    if (!["A", "BUTTON", "INPUT", "SELECT", "SUMMARY", "TEXTAREA"].includes(focused.tagName)) return "";
    const label = focused.labels && focused.labels.length ? focused.labels[0].innerText : "";
    return [label, focused.innerText, focused.getAttribute("aria-label") || ""].join(" ").replace(/\\s+/g, "");
}"""

# The same, or of a radio button the words of all that exclude each other.
_FOCUSED_GROUP = """() => {
    const focused = document.activeElement;
    const group = focused.type === "radio" ? document.getElementsByName(focused.name) : [focused];
    const labels = [...group].flatMap((one) => [...(one.labels || [])]);
    return labels.map((label) => label.innerText).join(" ").replace(/\\s+/g, "");
}"""

# What a page is made of, whatever stands in it: two pages of the same kind and state have the same.
_KINDS_OF_ELEMENTS = """() => {
    const kinds = [...document.querySelectorAll("body *")].map((element) => element.tagName + "." + element.className);
    return [...new Set(kinds)].sort().join(" ");
}"""
_VARYING = re.compile(r"\d+|[\w-]{22,}")


class Walker(Protocol):
    """Somebody who uses pages."""

    page: Page

    def press(self, words: str) -> None:
        """Use the button or link that says `words`."""

    def write(self, label: str, text: str) -> None:
        """Write into the field under `label`."""

    def tick(self, label: str) -> None:
        """Tick the box under `label`, or choose it among others."""

    def choose(self, label: str, option: str) -> None:
        """Choose from the list under `label`."""


class Place(Protocol):
    """A running service."""

    @property
    def base_url(self) -> str:
        """Where it runs."""

    @property
    def passwords(self) -> dict[str, str]:
        """How its people sign in, by address."""


@dataclass
class Inspector:
    """Holds pages against axe and against large letters, each kind in each of its states once: axe takes its time.

    What has been looked at is noted in `folder`, which all processes of a run share.
    """

    folder: Path

    def look_at(self, page: Page) -> None:
        """Fail on any finding."""
        kind = (_VARYING.sub("…", page.url), page.evaluate(_KINDS_OF_ELEMENTS))
        if self._is_new(kind):
            assert_no_axe_findings(page)
            if page.viewport_size == PHONE:  # the desk's pages wait for `make soak`
                assert_no_sideways_scrolling(page)

    def _is_new(self, kind: tuple[str, str]) -> bool:
        note = self.folder / sha256(repr(kind).encode()).hexdigest()
        try:
            note.touch(exist_ok=False)
        except FileExistsError:
            return False
        return True


class Pointing:
    """Taps and clicks; an inspector, if there is one, looks at every page passed."""

    def __init__(self, page: Page, inspector: Inspector | None = None) -> None:
        self.page = page
        self._inspector = inspector

    def press(self, words: str) -> None:
        """Tap the first button or link that says `words`."""
        self._look()
        press(self.page, words)
        self._look()

    def write(self, label: str, text: str) -> None:
        """Fill the field under `label`."""
        self.page.locator("form").get_by_label(label).first.fill(text)  # a flash may say the word, too

    def tick(self, label: str) -> None:
        """Tick the box under `label`."""
        self.page.get_by_label(label).first.check()

    def choose(self, label: str, option: str) -> None:
        """Choose from the list under `label`."""
        self.page.get_by_label(label).first.select_option(label=option)

    def _look(self) -> None:
        if self._inspector:
            self._inspector.look_at(self.page)


class Keyboard:
    """Uses Tab, arrows, Space and Enter, never the pointer; what has the focus must be told by its words."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, words: str) -> None:
        """Tab to what says `words` and press Enter."""
        self._tab_to(words)
        with leading_on(self.page, words):
            self.page.keyboard.press("Enter")

    def write(self, label: str, text: str) -> None:
        """Tab to the field under `label` and type."""
        self._tab_to(label)
        self.page.keyboard.type(text)

    def tick(self, label: str) -> None:
        """Tab to the box under `label` and press Space; arrows lead on among those that exclude each other."""
        self._tab_to(label, _FOCUSED_GROUP)
        for _ in range(_MOST_ARROWS):
            if label.replace(" ", "") in self.page.evaluate(_FOCUSED_NAME):
                self.page.keyboard.press("Space")
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no arrow leads to {label} on {self.page.url}")

    def choose(self, label: str, option: str) -> None:
        """Tab to the list under `label` and go down to the option."""
        self._tab_to(label)
        for _ in range(_MOST_ARROWS):
            if self.page.evaluate("document.activeElement.selectedOptions[0].label") == option:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no arrow leads to {option} on {self.page.url}")

    def _tab_to(self, words: str, what_is_focused: str = _FOCUSED_NAME) -> None:
        for _ in range(_MOST_TABS):
            self.page.keyboard.press("Tab")
            if words.replace(" ", "") in self.page.evaluate(what_is_focused):
                return
        raise AssertionError(f"the keyboard finds nothing that says {words} on {self.page.url}")


def signed_in(page: Page, place: Place, email: str, inspector: Inspector, *, door: str) -> Pointing:
    """Somebody who has come in by `door`."""
    walker = Pointing(page, inspector)
    page.goto(f"{place.base_url}{door}")
    walker.write("メールアドレス", email)
    walker.write("パスワード", place.passwords[email])
    walker.press("ログイン")
    return walker


def wait_for_meeting(page: Page) -> None:
    """Reload until the meeting is issued; the scheduler looks every second."""
    for _ in range(60):
        if page.get_by_text("パスコード", exact=True).count():
            return
        page.wait_for_timeout(500)
        page.reload()
    expect(page.get_by_text("パスコード", exact=True).first).to_be_visible()
