"""Pages that somebody waits at show by themselves what has come, on a phone's first screen on the day."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser import assert_no_axe_findings
from tests.served import served
from tests.town import StandingClock, password_of
from tests.web.seeker_visits import MISAKI, SeekerVisit, run_jobs

pytestmark = pytest.mark.browser
SCREEN = ViewportSize(width=360, height=740)


@pytest.fixture
def phone(sqlite_app: Flask, clock: StandingClock, browser: Browser) -> Iterator[Page]:
    """Misaki's my-page at 7:55 on the Wednesday of her booking at ten, whose meeting is not issued yet."""
    SeekerVisit(sqlite_app).sign_in().book()
    clock.set("2026-11-25 07:55")
    with sqlite_app.app_context():
        password = password_of(sqlite_app, MISAKI)
    with served(sqlite_app) as base_url:
        context = browser.new_context(base_url=base_url, locale="ja-JP", viewport=SCREEN)
        context.clock.install()
        page = context.new_page()
        page.goto("/login")
        page.get_by_label("メールアドレス").fill(MISAKI)
        page.get_by_label("パスワード ※必須").fill(password)
        page.get_by_role("main").get_by_role("button", name="ログイン").click()
        page.wait_for_url("**/mypage")
        yield page
        context.close()


def test_the_meeting_appears_by_itself_and_then_the_start(phone: Page, sqlite_app: Flask, clock: StandingClock) -> None:
    day = phone.locator("#today")
    expect(day).to_contain_text("ただいま発行中です")
    expect(day).to_contain_text("しばらく待っても出ないときは、すぐにお電話ください。")
    run_jobs(sqlite_app)
    phone.clock.fast_forward(6_000)
    join = day.get_by_role("link", name="リンクからZoomに参加する")
    expect(join).to_be_in_viewport(ratio=1)
    expect(phone.locator("[data-announcer]")).to_have_text("ミーティングIDとパスコードが出ました。")
    expect(day.get_by_role("button", name="パスコードをコピー")).to_be_visible()
    assert_no_axe_findings(phone)
    clock.set("2026-11-25 09:00")
    phone.clock.fast_forward(65 * 60_000)
    expect(day).to_contain_text("あと1時間0分")
    join.focus()
    clock.set("2026-11-25 10:01")
    phone.clock.fast_forward(61 * 60_000)
    expect(day.get_by_role("heading")).to_have_text("相談の時間が始まっています")
    expect(phone.locator("[data-announcer]")).to_have_text("相談の時間が始まっています")
    expect(day).to_be_focused()  # what had the focus was replaced
