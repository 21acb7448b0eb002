"""A manager closes a day of the Shiga corner, seekers see why, and the manager opens it again."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Town
from tests.journeys.walking import Inspector, Pointing

pytestmark = [pytest.mark.browser, pytest.mark.any_engine]

MANAGER = "kanri@example.com"
FRI_18 = "2026年12月18日（金）"  # the last day of the booking window


@pytest.mark.parametrize("screen", ["desktop", "phone_without_scripts"])
def test_a_manager_closes_a_day_and_opens_it_again(
    town: Town, screen: str, inspector: Inspector, request: pytest.FixtureRequest
) -> None:
    page: Page = request.getfixturevalue(screen)
    manager = Pointing(page, inspector if screen == "desktop" else None)  # axe itself is a script
    page.goto(f"{town.base_url}/desk/office")
    manager.write("メールアドレス", MANAGER)
    manager.write("パスワード", town.passwords[MANAGER])
    manager.press("ログイン")
    manager.press("しが就職氷河期世代サポートコーナー")
    manager.write("日付", "2026-12-18")
    manager.write("理由", "庁舎の設備点検")
    manager.press("影響を確かめる")
    expect(page.get_by_role("heading", name=f"{FRI_18}を閉庁日にする")).to_be_visible()
    manager.press("この内容で変更する")
    expect(page.locator("main").get_by_text("変更しました。")).to_be_visible()
    page.goto(f"{town.base_url}/procedures/shiga-soudan?day=2026-12-18")
    expect(page.get_by_text("庁舎の設備点検").first).to_be_visible()
    page.goto(f"{town.base_url}/desk/office/shiga")
    manager.press("取りやめる")
    manager.press("この内容で変更する")
    expect(page.get_by_text("これからの閉庁日はありません。")).to_be_visible()
