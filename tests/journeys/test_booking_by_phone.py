"""A clerk of the Shiga corner books for somebody on the phone and reads the details back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Town
from tests.journeys.walking import Keyboard, Pointing, Walker

pytestmark = pytest.mark.browser

CLERK = "uketsuke.shiga@example.com"


def book_by_phone(walker: Walker, town: Town, *, seeker: str, start: str) -> None:
    """From the clerk's sign-in to the booking's page."""
    page = walker.page
    page.goto(f"{town.base_url}/desk")
    walker.write("メールアドレス", CLERK)
    walker.write("パスワード", town.passwords[CLERK])
    walker.press("ログイン")
    page.goto(f"{town.base_url}/desk/seekers")
    walker.write("求職番号・氏名・カナ・電話番号", seeker)
    walker.press("さがす")
    walker.press(seeker)
    for fact in ("求職番号", "生年月日", "登録の電話番号"):
        walker.tick(fact)
    walker.press("本人確認を記録する")
    walker.press("空いている時間を見る")
    page.goto(f"{page.url}?from=2026-11-25")
    walker.press(start)
    walker.tick("電話")
    walker.write("相談内容", "応募書類の添削")
    walker.tick("利用規約を説明し、同意を得ました")
    walker.press("予約する")
    expect(page).to_have_url(re.compile(r"/desk/bookings/\d{9}"))


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


def test_a_clerk_books_for_shiga_and_reads_the_details_back(town: Town, desktop: Page) -> None:
    clerk = Pointing(desktop)
    book_by_phone(clerk, town, seeker="見本 太郎", start="9時30分")
    text = read_back(clerk)
    assert re.search(r"8\d{2}\s*\d{4}\s*\d{4}", text)
    assert re.search(r"・(に|さん|よん|ご|ろく|なな|きゅう)", text)


def test_a_clerk_books_by_keyboard_alone(town: Town, desktop: Page) -> None:
    book_by_phone(Keyboard(desktop), town, seeker="サンプル オーエン", start="13時30分")


def test_shigas_own_page_says_why_only_the_phone_books_it(town: Town, phone: Page) -> None:
    phone.goto(f"{town.base_url}/procedures/shiga-soudan")
    text = phone.inner_text("main")
    assert "077-563-0350" in text
    assert "9時00分～17時00分" in text
    assert phone.get_by_role("button", name="予約する").count() == 0
