"""A clerk of the Shiga corner books for somebody on the phone and reads the details back."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.browser import assert_no_axe_findings, leading_on
from tests.journeys.conftest import Town
from tests.journeys.walking import Pointing, Walker
from tests.pictures.large_letters import assert_no_sideways_scrolling

pytestmark = [pytest.mark.browser, pytest.mark.any_engine]

CLERK = "uketsuke.shiga@example.com"


def sign_in(walker: Walker, town: Town) -> None:
    """Through the staff's door to the day's sheet."""
    page = walker.page
    page.goto(f"{town.base_url}/desk")
    walker.write("メールアドレス", CLERK)
    walker.write("パスワード", town.passwords[CLERK])
    walker.press("ログイン")
    expect(page).to_have_url(f"{town.base_url}/desk")


def find(walker: Walker, typed: str) -> None:
    """One of the own office's people, who opens at once from the field on every page."""
    keyboard = walker.page.keyboard
    keyboard.press("/")
    keyboard.type(typed)
    with leading_on(walker.page, "検索"):
        keyboard.press("Enter")


def find_by_number(walker: Walker, number: str, *, year: str, month: str, day: str) -> None:
    """Anybody, by exact seeker number and birth date."""
    walker.page.get_by_role("link", name="求職者をさがす").click()  # outside of what a walker presses
    typed = {"seeker_number": number, "birth_year": year, "birth_month": month, "birth_day": day}
    for name, text in typed.items():
        walker.page.fill(f"main [name={name}]", text)
    walker.press("開く")


def check_identity(walker: Walker) -> None:
    """From who calls to the times that may be offered."""
    for fact in ("求職番号", "生年月日", "登録の電話番号"):
        walker.tick(fact)
    walker.press("本人確認を記録する")


def book_by_phone(walker: Walker, *, start: str, late_reason: str = "") -> None:
    """From the times to what was booked."""
    walker.press(start)
    walker.write("相談内容", "応募書類の添削")
    if late_reason:
        walker.write("締切後に予約する理由", late_reason)
    walker.tick("利用規約を説明し、同意を得ました")
    walker.press("予約する")
    expect(walker.page).to_have_url(re.compile(r"/desk/bookings/\d{9}/call"))


def read_back(walker: Walker) -> str:
    """What the clerk reads out, once the meeting is issued; without scripts somebody asks whether it is."""
    page = walker.page
    for _ in range(60):
        if page.get_by_role("button", name="読み上げる内容を表示").count():
            break
        walker.press("更新する")
        page.wait_for_timeout(500)
    walker.press("読み上げる内容を表示")
    return page.inner_text("main")


@dataclass
class Presses:
    """A clerk who uses the keyboard where the page has put the focus, and whose presses are counted."""

    page: Page
    inspect: Callable[[Page], None]
    count: int = 0

    def press(self, *keys: str) -> None:
        """Press keys that lead nowhere."""
        for key in keys:
            self.count += 1
            self.page.keyboard.press(key)

    def enter(self) -> None:
        """Press Enter, and look at the page to which it leads."""
        with leading_on(self.page, "Enter"):
            self.press("Enter")
        self.inspect(self.page)

    def type(self, text: str) -> None:
        """Type; that is no press."""
        self.page.keyboard.type(text)

    def find_and_check(self, base_url: str, number: str) -> None:
        """Begin a call: who it is, by the number that they say, and two more facts."""
        self.count = 0
        self.page.goto(f"{base_url}/desk/call")
        self.type(number)
        self.enter()
        self.press("Space", "Tab", "Space")
        self.enter()


def started_beside(page: Page) -> str:
    """Where the button for the host leads, in a tab of its own."""
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="ミーティングを始める").click()
    return opened.value.inner_text("main")


@pytest.mark.late
def test_a_clerk_books_for_shiga_and_reads_the_details_back(town: Town, desktop: Page) -> None:
    clerk = Pointing(desktop)
    sign_in(clerk, town)
    find(clerk, "見本 太郎")
    check_identity(clerk)
    clerk.press("次の3週間")
    book_by_phone(clerk, start="12月16日（水）9時30分")
    booking = desktop.url.removesuffix("/call")
    button = desktop.get_by_role("button", name="読み上げる内容を表示")
    expect(button).to_be_focused(timeout=30_000)  # the page asks for the meeting by itself
    clerk.press("読み上げる内容を表示")
    text = desktop.inner_text("main")
    assert re.search(r"8\d{2}\s*\d{4}\s*\d{4}", text)
    assert re.search(r"・(に|さん|よん|ご|ろく|なな|きゅう)", text)
    desktop.goto(f"{booking}/meeting/start")  # days before: the page that asks whether one means it
    assert "ここでは通話できません" in started_beside(desktop)  # the demonstration stands for Zoom


@pytest.mark.parametrize("width", [1280, *(pytest.param(width, marks=pytest.mark.late) for width in (768, 390))])
def test_a_call_takes_few_presses(town: Town, desktop: Page, width: int) -> None:
    """Book in 15 presses besides typing, move and cancel in 8, with the identity check; axe looks at all states."""
    number = "70000-0000007"
    desktop.set_viewport_size({"width": width, "height": 900})

    def inspect(page: Page) -> None:
        assert_no_axe_findings(page)
        if width == 390:
            assert_no_sideways_scrolling(page)

    def begin() -> Presses:
        desktop.context.clear_cookies()  # so that the check is asked for again
        sign_in(Pointing(desktop), town)
        clerk = Presses(desktop, inspect)
        clerk.find_and_check(town.base_url, number)
        return clerk

    clerk = begin()
    clerk.enter()  # the first free time
    clerk.type("応募書類の添削")
    clerk.press("Tab", "Space")  # the terms
    clerk.enter()
    expect(desktop.locator("h2", has_text="予約を受け付けました")).to_be_visible()
    expect(desktop.get_by_role("button", name="読み上げる内容を表示")).to_be_focused(timeout=30_000)
    clerk.enter()
    expect(desktop.get_by_text("パスコード", exact=True)).to_be_visible()
    assert clerk.count <= 15

    clerk = begin()
    clerk.enter()  # their booking
    clerk.enter()  # the first other time
    clerk.enter()  # they agree
    expect(desktop.locator("h2", has_text="日時を変更しました")).to_be_visible()
    assert clerk.count <= 8

    clerk = begin()
    clerk.press("Tab")
    clerk.enter()
    clerk.type("発熱のため")
    clerk.enter()
    expect(desktop.locator("h2", has_text="予約を取り消しました")).to_be_visible()
    assert clerk.count <= 8


def test_a_clerk_books_without_javascript_and_late_for_another_offices_seeker(
    town: Town, desktop_without_scripts: Page
) -> None:
    clerk = Pointing(desktop_without_scripts)
    sign_in(clerk, town)
    find_by_number(clerk, "70000-0000010", year="1980", month="3", day="21")
    check_identity(clerk)
    book_by_phone(clerk, start="11月20日（金）15時00分", late_reason="急な面接のため")  # today
    assert re.search(r"8\d{2}\s*\d{4}\s*\d{4}", read_back(clerk))
    clerk.press("予約の画面を開く")
    assert "締切後の予約の理由：急な面接のため" in clerk.page.inner_text("main")


def test_shigas_own_page_says_why_only_the_phone_books_it(town: Town, phone: Page) -> None:
    phone.goto(f"{town.base_url}/procedures/shiga-soudan")
    text = phone.inner_text("main")
    assert "077-563-0350" in text
    assert "9時00分～17時00分" in text
    assert phone.get_by_role("button", name="予約する").count() == 0
