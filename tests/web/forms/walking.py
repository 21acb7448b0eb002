"""How a form is sent, left and come back to in a browser."""

import re

from playwright.sync_api import Page, expect

from tests.browser import press
from tests.pictures.focus_rings import assert_focus_begins_at_the_answer
from tests.web.forms.walk import STALE, Fields, Walk
from tests.web.forms.walked_town import Town

ANSWER = re.compile(r"[?&]again=")


def walk_through(tab: Page, town: Town, walk: Walk) -> None:
    """Error, away and back, correction, Back, Forward."""
    take_the_steps_before(tab, town, walk)
    open_page_of(tab, town, walk)
    send(tab, town, walk, walk.wrong)
    expect(tab).to_have_url(ANSWER)
    assert_focus_begins_at_the_answer(tab)
    go_away_and_come_back(tab)
    expect_typed(tab, town, walk)
    if walk.wrong is STALE:
        open_form_again(tab, walk)
    send(tab, town, walk, walk.right)
    done = tab.url, tab.title()
    assert "エラー" not in done[1]
    assert_focus_begins_at_the_answer(tab)
    for turn in (tab.go_back, tab.go_back, tab.go_forward, tab.go_forward):
        turn()
        expect(tab.locator("main h1")).to_be_visible()
    assert (tab.url, tab.title()) == done or ANSWER.search(done[0])  # what is seen once has ended


def open_page_of(tab: Page, town: Town, walk: Walk) -> None:
    """Its page, unless the step before has led there."""
    if walk.at:
        tab.goto(walk.at.format(**town.has))


def open_form_again(tab: Page, walk: Walk) -> None:
    """By the link of a page that is stale; what a step before led to is still there behind it."""
    if walk.at:
        press(tab, "ページを開きなおす")
    else:
        tab.go_back()


def take_the_steps_before(tab: Page, town: Town, walk: Walk) -> None:
    """Fill in the forms without which the page is not there, the first one first."""
    if walk.before is not None:
        take_the_steps_before(tab, town, walk.before)
        open_page_of(tab, town, walk.before)
        send(tab, town, walk.before, walk.before.right)


def send(tab: Page, town: Town, walk: Walk, fields: Fields) -> None:
    """Fill in the form and press its first button."""
    form = tab.locator(f'form[action^="{town.address(walk)}"]').first
    for name, text in town.filled(fields).items():
        inputs = form.locator(f'[name="{name}"]')
        kind = inputs.first.get_attribute("type")
        if kind == "file":
            inputs.first.set_input_files({"name": "sent.csv", "mimeType": "text/plain", "buffer": text.encode()})
        elif kind == "hidden":
            inputs.first.evaluate("(input, text) => { input.value = text; }", text)
        elif kind in {"checkbox", "radio"}:
            for value in text.split():
                form.locator(f'[name="{name}"][value="{value}"]').check()
        elif inputs.first.evaluate("input => input.tagName") == "SELECT":
            inputs.first.select_option(text)
        else:
            inputs.first.fill(text)
    with tab.expect_navigation():
        form.locator("button").first.click()


def go_away_and_come_back(tab: Page) -> None:
    """By the address line, by Back, and by reloading; nothing is sent again."""
    answer, title = tab.url, tab.title()
    tab.goto("/login")
    tab.go_back()
    assert (tab.url, tab.title()) == (answer, title)
    tab.reload()
    assert (tab.url, tab.title()) == (answer, title)


def expect_typed(tab: Page, town: Town, walk: Walk) -> None:
    """What was typed stands there again, but for passwords."""
    typed: Fields = {} if walk.wrong is STALE else town.filled(walk.wrong)
    for name, text in typed.items():
        field = tab.locator(f'main form[action^="{town.address(walk)}"] [name="{name}"]').first
        if field.get_attribute("type") in {"password", "file"}:  # no browser sends a page with a file in it
            expect(field).to_have_value("")
        elif field.get_attribute("type") in {"checkbox", "radio"}:
            expect(tab.locator(f'main [name="{name}"][value="{text}"]')).to_be_checked()
        else:
            expect(field).to_have_value(text)
