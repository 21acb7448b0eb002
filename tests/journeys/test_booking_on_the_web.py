"""A seeker with a phone books, finds the meeting's details, and puts the booking into a calendar."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Town
from tests.journeys.walking import Inspector, Keyboard, Pointing, Walker, wait_for_meeting

pytestmark = [pytest.mark.browser, pytest.mark.any_engine]


def book(walker: Walker, town: Town, *, email: str, day: str) -> str:
    """From the search to the booking number, with the words of the office's guide."""
    page = walker.page
    page.goto(f"{town.base_url}/")
    walker.write("手続きをさがす", "職業相談　大村")
    walker.press("さがす")
    walker.press("職業相談")
    walker.press(day)
    walker.press("予約する")
    walker.write("メールアドレス", email)
    walker.write("パスワード", town.passwords[email])
    walker.press("ログイン")
    walker.press("同意する")
    walker.write("相談したいこと", "職務経歴書の書き方")
    walker.press("確認へ進む")
    walker.press("申込み")
    expect(page.get_by_role("heading", level=1)).to_contain_text("予約しました")
    found = re.search(r"/mypage/bookings/(\d{9})", page.url)
    assert found
    return found.group(1)


def read_details(walker: Walker) -> str:
    """The words of the message about the booking that was just made, once the meeting is issued."""
    walker.press("メッセージを見る")
    wait_for_meeting(walker.page)
    return walker.page.inner_text("main")


@pytest.mark.each_engine
def test_a_seeker_books_on_a_phone_and_finds_the_meeting_in_the_inbox(
    town: Town, phone: Page, inspector: Inspector
) -> None:
    seeker = Pointing(phone, inspector)
    book(seeker, town, email="misaki@example.com", day="11月25日（水）")
    text = read_details(seeker)
    inspector.look_at(phone)
    assert re.search(r"ミーティングID\s+8\d{2}\s*\d{4}\s*\d{4}", text)
    assert re.search(r"パスコード\s+\d{3}\s*\d{3}", text)
    assert re.search(r"表示名\s+[ぁ-んァ-ヶー]{3,}[2-79]{2}", text)
    assert "2026年11月25日（水）" in text
    assert "録音・録画は一切禁止" in text


def test_the_whole_journey_works_by_keyboard_alone(town: Town, phone: Page) -> None:
    seeker = Keyboard(phone)
    book(seeker, town, email="kakuto@example.com", day="11月26日（木）")
    text = read_details(seeker)
    assert re.search(r"ミーティングID\s+8\d{2}\s*\d{4}\s*\d{4}", text)
    assert re.search(r"パスコード\s+\d{3}\s*\d{3}", text)


def test_the_whole_journey_works_without_javascript(town: Town, phone_without_scripts: Page) -> None:
    seeker = Pointing(phone_without_scripts)
    book(seeker, town, email="lan@example.com", day="11月27日（金）")
    assert re.search(r"8\d{2}\s*\d{4}\s*\d{4}", read_details(seeker))


def test_the_booking_stands_in_the_seekers_calendar(town: Town, phone: Page, inspector: Inspector) -> None:
    seeker = Pointing(phone, inspector)
    book(seeker, town, email="yuri1@example.com", day="12月2日（水）")
    seeker.press("変更や取消も自動で入るようにする")
    seeker.press("カレンダーのアドレスを作る")
    found = re.search(r"https?://\S+\.ics", phone.inner_text("main"))
    assert found
    feed = phone.request.get(found.group()).text()
    assert "DTSTART:20261202T010000Z" in feed
    assert "仮谷" not in feed
    seeker.press("予定の招待をメールで受け取る")
    seeker.press("招待を受け取る")
    seeker.press("招待を受け取らない")


def test_back_reload_and_a_second_tab_never_book_twice(town: Town, phone: Page) -> None:
    book(Pointing(phone), town, email="yuri2@example.com", day="12月3日（木）")
    phone.go_back()
    phone.reload()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("予約しました")
    phone.goto(f"{town.base_url}/mypage/bookings")
    assert phone.locator("main a[href*='/mypage/bookings/']").count() == 1
