"""A seeker moves a booking, and then cancels it; the calendar and the inbox keep up."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Town
from tests.journeys.test_booking_on_the_web import book
from tests.journeys.walking import Inspector, Keyboard, Pointing, Walker

pytestmark = [pytest.mark.browser, pytest.mark.any_engine]


def move_and_cancel(walker: Walker, town: Town, *, email: str, day: str, new_day: str) -> None:
    """Book, move to another day, and cancel."""
    page = walker.page
    number = book(walker, town, email=email, day=day)
    page.goto(f"{town.base_url}/mypage/bookings/{number}")
    walker.press("日時を変更する")
    walker.press(new_day)
    walker.press("この日時にする")
    walker.press("この日時に変更する")
    expect(page.get_by_text(new_day).first).to_be_visible()
    walker.press("予約を取り消す")
    walker.press("この予約を取り消す")
    expect(page.get_by_text("取り消しました").first).to_be_visible()


@pytest.mark.late
def test_a_seeker_moves_and_cancels_on_a_phone(town: Town, phone: Page, inspector: Inspector) -> None:
    seeker = Pointing(phone, inspector)
    move_and_cancel(seeker, town, email="raita@example.com", day="12月9日（水）", new_day="12月10日（木）")
    inspector.look_at(phone)
    phone.goto(f"{town.base_url}/mypage/messages")
    subjects = phone.inner_text("main")
    assert re.search(r"取り消しました.*変更しました.*予約しました", subjects, re.DOTALL)


def test_second_thoughts_need_neither_pointer_nor_scripts(town: Town, phone_without_scripts: Page) -> None:
    keyboard = Keyboard(phone_without_scripts)
    move_and_cancel(keyboard, town, email="sho@example.com", day="12月11日（金）", new_day="12月16日（水）")
