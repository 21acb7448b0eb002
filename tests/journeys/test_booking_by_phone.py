"""A clerk of the Shiga corner books for somebody on the phone and reads the details back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Town
from tests.journeys.walking import Inspector, Keyboard, Pointing, Walker

pytestmark = [pytest.mark.browser, pytest.mark.any_engine]

CLERK = "uketsuke.shiga@example.com"


def sign_in(walker: Walker, town: Town) -> None:
    """Through the staff's door to the search for people."""
    page = walker.page
    page.goto(f"{town.base_url}/desk")
    walker.write("メールアドレス", CLERK)
    walker.write("パスワード", town.passwords[CLERK])
    walker.press("ログイン")
    page.goto(f"{town.base_url}/desk/seekers")  # the menu stands outside of what a walker presses


def find_by_name(walker: Walker, name: str) -> None:
    """One of the own office's people."""
    walker.write("求職番号・氏名・カナ・電話番号", name)
    walker.press("さがす")
    walker.press(name)


def find_by_number(walker: Walker, number: str, *, year: str, month: str, day: str) -> None:
    """Anybody, by exact seeker number and birth date."""
    walker.write("求職番号 ※必須", number)
    walker.write("年", year)
    walker.write("月", month)
    walker.write("日", day)
    walker.press("開く")


def offer_times(walker: Walker) -> None:
    """From the seeker's card, over the identity check, to the times that may be offered."""
    for fact in ("求職番号", "生年月日", "登録の電話番号"):
        walker.tick(fact)
    walker.press("本人確認を記録する")
    walker.press("空いている時間を見る")


def book_by_phone(walker: Walker, *, start: str, late_reason: str = "") -> None:
    """From the times to the booking's page."""
    walker.press(start)
    walker.tick("電話")
    walker.write("相談内容", "応募書類の添削")
    if late_reason:
        walker.write("締切後に予約する理由", late_reason)
    walker.tick("利用規約を説明し、同意を得ました")
    walker.press("予約する")
    expect(walker.page).to_have_url(re.compile(r"/desk/bookings/\d{9}"))


def read_back(walker: Walker) -> str:
    """What the clerk reads out, once the meeting is issued."""
    page = walker.page
    for _ in range(60):
        if page.get_by_role("button", name="読み上げる内容を表示").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    walker.press("読み上げる内容を表示")
    return page.inner_text("main")


def started_beside(page: Page) -> str:
    """Where the button for the host leads, in a tab of its own."""
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="ミーティングを始める").click()
    return opened.value.inner_text("main")


@pytest.mark.each_engine
def test_a_clerk_books_for_shiga_and_reads_the_details_back(town: Town, desktop: Page, inspector: Inspector) -> None:
    clerk = Pointing(desktop, inspector)
    sign_in(clerk, town)
    find_by_name(clerk, "見本 太郎")
    offer_times(clerk)
    clerk.press("次の3週間")
    book_by_phone(clerk, start="12月16日（水）9時30分")
    booking = desktop.url
    text = read_back(clerk)
    assert re.search(r"8\d{2}\s*\d{4}\s*\d{4}", text)
    assert re.search(r"・(に|さん|よん|ご|ろく|なな|きゅう)", text)
    desktop.goto(booking)
    assert "ここでは通話できません" in started_beside(desktop)  # the demonstration stands for Zoom
    desktop.goto(f"{town.base_url}/desk/meetings")
    inspector.look_at(desktop)


def test_a_clerk_books_by_keyboard_alone(town: Town, desktop: Page) -> None:
    clerk = Keyboard(desktop)
    sign_in(clerk, town)
    find_by_name(clerk, "サンプル オーエン")
    offer_times(clerk)
    book_by_phone(clerk, start="11月25日（水）13時30分")


def test_a_clerk_books_without_javascript_and_late_for_another_offices_seeker(
    town: Town, desktop_without_scripts: Page
) -> None:
    clerk = Pointing(desktop_without_scripts)
    sign_in(clerk, town)
    find_by_number(clerk, "70000-0000010", year="1980", month="3", day="21")
    offer_times(clerk)
    book_by_phone(clerk, start="11月20日（金）15時00分", late_reason="急な面接のため")  # today
    assert "締切後の予約の理由：急な面接のため" in clerk.page.inner_text("main")
    assert re.search(r"8\d{2}\s*\d{4}\s*\d{4}", read_back(clerk))


def test_shigas_own_page_says_why_only_the_phone_books_it(town: Town, phone: Page) -> None:
    phone.goto(f"{town.base_url}/procedures/shiga-soudan")
    text = phone.inner_text("main")
    assert "077-563-0350" in text
    assert "9時00分～17時00分" in text
    assert phone.get_by_role("button", name="予約する").count() == 0
