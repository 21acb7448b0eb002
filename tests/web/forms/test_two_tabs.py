"""Two tabs have one sign-in: the idle one neither warns nor says that it ended while the other is used."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.served import served
from tests.town import password_of
from tests.web.seeker_visits import MISAKI

pytestmark = pytest.mark.browser


@pytest.fixture
def tabs(sqlite_app: Flask, browser: Browser) -> Iterator[tuple[Page, Page]]:
    """Misaki's my-page, twice; time passes when the test says so."""
    with sqlite_app.app_context():
        password = password_of(sqlite_app, MISAKI)
    with served(sqlite_app) as base_url:
        context = browser.new_context(base_url=base_url, locale="ja-JP")
        context.clock.install()
        first, second = context.new_page(), context.new_page()
        first.goto("/login")
        first.get_by_label("メールアドレス").fill(MISAKI)
        first.get_by_label("パスワード ※必須").fill(password)
        first.get_by_role("main").get_by_role("button", name="ログイン").click()
        first.wait_for_url("**/mypage")
        second.goto("/mypage")
        yield first, second
        context.close()


def let_pass(context: BrowserContext, minutes: int) -> None:
    context.clock.fast_forward(minutes * 60_000)


def test_a_tab_that_lies_idle_says_nothing_while_the_other_is_used(tabs: tuple[Page, Page]) -> None:
    idle, used = tabs
    for minutes in (20, 11):
        let_pass(idle.context, minutes)
        used.goto("/mypage/bookings")
    let_pass(idle.context, 1)
    expect(idle.locator(".session-warning")).to_be_hidden()


def test_both_are_warned_and_both_hear_that_it_was_extended(tabs: tuple[Page, Page]) -> None:
    first, second = tabs
    let_pass(first.context, 26)
    expect(first.locator(".session-warning")).to_be_visible()
    expect(second.locator(".session-warning")).to_be_visible()
    heading = first.get_by_role("link", name="ホーム")
    heading.focus()
    second.get_by_role("link", name="延長する").focus()
    first.get_by_role("link", name="延長する").click()
    expect(first.locator("[data-announcer]")).to_have_text("延長しました。")
    expect(heading).to_be_focused()
    let_pass(first.context, 1)
    expect(first.locator(".session-warning")).to_be_hidden()
    expect(second.locator(".session-warning")).to_be_hidden()
    expect(second.locator("main")).to_be_focused()


def test_when_nobody_did_anything_both_say_that_it_ended(tabs: tuple[Page, Page]) -> None:
    first, second = tabs
    let_pass(first.context, 31)
    for tab in (first, second):
        expect(tab.locator(".session-warning")).to_contain_text("ログアウトしました")
        expect(tab.get_by_role("link", name="ログインする")).to_have_attribute("href", "/login?next=%2Fmypage")


def test_typing_is_doing_something(tabs: tuple[Page, Page]) -> None:
    first, second = tabs
    first.goto("/procedures/omura-soudan?day=2026-11-25")
    first.get_by_role("button", name="予約する").first.click()
    first.get_by_role("button", name="同意する").click()
    expect(first.get_by_label("相談したいこと")).to_be_visible()
    for _ in range(4):
        let_pass(first.context, 9)
        with first.expect_response("**/mypage"):
            first.get_by_label("相談したいこと").press_sequentially("あ")
    let_pass(first.context, 1)
    expect(first.locator(".session-warning")).to_be_hidden()
    expect(second.locator(".session-warning")).to_be_hidden()
