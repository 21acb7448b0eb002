"""How a form is sent, left and come back to in a browser."""

import re

from playwright.sync_api import Page, expect

from tests.web.forms.walked_forms import STALE, Fields, Town, Walk

ANSWER = re.compile(r"[?&]again=")


def take_the_steps_before(tab: Page, town: Town, walk: Walk) -> None:
    """Fill in the forms without which the page is not there, the first one first."""
    if walk.before is not None:
        take_the_steps_before(tab, town, walk.before)
        tab.goto(walk.before.at)
        send(tab, town, walk.before, walk.before.right)


def send(tab: Page, town: Town, walk: Walk, fields: Fields) -> None:
    """Fill in the form and press its first button."""
    form = tab.locator(f'form[action^="{town.address(walk)}"]').first
    for name, text in town.filled(fields).items():
        inputs = form.locator(f'[name="{name}"]')
        kind = inputs.first.get_attribute("type")
        if kind == "hidden":
            inputs.first.evaluate("(input, text) => { input.value = text; }", text)
        elif kind in {"checkbox", "radio"}:
            for value in text.split():
                form.locator(f'[name="{name}"][value="{value}"]').check()
        elif inputs.first.evaluate("input => input.tagName") == "SELECT":
            inputs.first.select_option(text)
        else:
            inputs.first.fill(text)
    with tab.expect_navigation():
        form.get_by_role("button").first.click()


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
        if field.get_attribute("type") == "password":
            expect(field).to_have_value("")
        elif field.get_attribute("type") in {"checkbox", "radio"}:
            expect(tab.locator(f'main [name="{name}"][value="{text}"]')).to_be_checked()
        else:
            expect(field).to_have_value(text)
