"""From an empty production database: an office begins, and its first seekers get in, back in, and out again."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.from_nothing.conftest import ADMINISTRATOR, Installation, key_of
from tests.from_nothing.people import (
    DESK,
    PHONE,
    Colleague,
    book_the_first_time,
    context_of,
    open_my_page,
    press_anywhere,
    sign_in,
)
from tests.journeys.test_opening_a_my_page import agree, fill_in
from tests.journeys.walking import Inspector, Pointing, wait_for_meeting

pytestmark = [pytest.mark.browser, pytest.mark.any_engine]

CLERK, HANA, AOI = "uketsuke@office.example.jp", "hana@example.com", "aoi@example.com"
PASSWORD, NEW = "hana-2026!", "hana-2027?"


def clerk_of(installation: Installation, browser: Browser, inspector: Inspector) -> Colleague:
    """A clerk whom the administrator has invited and who has come in."""
    page = context_of(browser, DESK).new_page()
    administrator = Colleague(installation, page, inspector, ADMINISTRATOR, installation.password)
    administrator.sign_in_for_the_first_time()
    administrator.invite("受付 一", CLERK, role="受付", office="ハローワーク大村")
    clerk = Colleague(installation, context_of(browser, DESK).new_page(), inspector, CLERK, "uketsuke-1!")
    clerk.accept_invitation()
    clerk.sign_in_for_the_first_time()
    return clerk


def test_from_an_empty_database_to_a_consultation_and_out_again(
    installation: Installation, browser: Browser, inspector: Inspector
) -> None:
    clerk_of(installation, browser, inspector).register("髙﨑 花", "タカサキ ハナ", "1990年1月2日", address=HANA)
    page = context_of(browser, PHONE, scripts=False).new_page()
    hana = Pointing(page)
    open_my_page(hana, installation, HANA, "1990年1月2日", PASSWORD)
    sign_in(hana, installation, HANA, PASSWORD)
    expect(page.locator("main")).to_contain_text("髙﨑 花")
    page.goto(f"{installation.base_url}/procedures/omura-soudan")
    book_the_first_time(hana)
    hana.press("メッセージを見る")
    wait_for_meeting(page)
    assert re.search(r"85\d\s*\d{4}\s*\d{4}", page.inner_text("main"))
    press_anywhere(page, "ログアウト")
    _get_back_in(hana, installation)
    _leave(hana, installation)


def _get_back_in(hana: Pointing, installation: Installation) -> None:
    hana.page.goto(f"{installation.base_url}/login")
    hana.press("パスワードをお忘れの方")
    hana.write("ID（メールアドレス）", HANA)
    hana.press("次へ進む")
    hana.write("認証キー", key_of(installation.newest_mail(HANA, "パスワード再登録申込受付通知")))
    hana.write("新しいパスワード", NEW)
    hana.write("新しいパスワード（確認用）", NEW)
    hana.press("完了")
    sign_in(hana, installation, HANA, NEW)


def _leave(hana: Pointing, installation: Installation) -> None:
    press_anywhere(hana.page, "求職者情報・設定")
    hana.press("退会")
    hana.tick("終わるものと残るものを確かめました")
    hana.write("パスワード", NEW)
    hana.press("退会する")
    hana.page.goto(f"{installation.base_url}/mypage")
    expect(hana.page).to_have_url(re.compile("/login"))


@pytest.mark.late
def test_who_comes_online_registers_and_books(
    installation: Installation, browser: Browser, inspector: Inspector
) -> None:
    page = context_of(browser, PHONE).new_page()
    aoi = Pointing(page, inspector)
    page.goto(f"{installation.base_url}/register")
    aoi.write("メールアドレス", AOI)
    agree(aoi)
    aoi.press("次へ進む")
    aoi.write("登録するパスワード", PASSWORD)
    aoi.write("登録するパスワード（確認用）", PASSWORD)
    aoi.write("認証キー", key_of(installation.newest_mail(AOI, "アカウント仮登録完了通知")))
    aoi.press("完了")
    fill_in(aoi)
    page.goto(f"{installation.base_url}/procedures/omura-soudan")
    book_the_first_time(aoi)
    aoi.press("メッセージを見る")
    wait_for_meeting(page)
