"""Snow at ten past eight: a manager closes the day by keyboard and a clerk calls; days on end close and open again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESK
from tests.journeys.walking import Inspector, Keyboard, Pointing, signed_in
from tests.pictures.large_letters import assert_no_sideways_scrolling
from tests.towns.snow_town import SnowTown, snow_town

pytestmark = [pytest.mark.browser, pytest.mark.any_engine]

MANAGER, CLERK = "kanri@example.com", "uketsuke.shiomizaka@example.com"
SNOW, CHANGE = "大雪のため", "この内容で変更する"


@pytest.fixture
def snow(tmp_path: Path) -> Iterator[SnowTown]:
    with snow_town(tmp_path) as running:
        yield running


def at_width(browser: Browser, width: int) -> Page:
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="ja-JP")
    return context.new_page()


def test_a_day_of_six_is_closed_by_keyboard_and_everybody_is_called(
    snow: SnowTown, browser: Browser, inspector: Inspector
) -> None:
    page = at_width(browser, 1280)
    signed_in(page, snow, MANAGER, inspector, door="/desk/login")
    page.goto(f"{snow.base_url}/desk/office/shiomizaka/closing-days/new?day=2026-11-27&reason={SNOW}")
    inspector.look_at(page)
    keys = Keyboard(page)
    expect(page.get_by_text("電話をかける方が6人います")).to_be_visible()
    keys.press(CHANGE)  # nothing is chosen, and nothing happens
    expect(page.get_by_text("入力内容を6か所なおしてください")).to_be_visible()
    inspector.look_at(page)
    keys.tick("どれも取り消して、別の日時を案内する")
    keys.press(CHANGE)
    expect(page.get_by_text("電話をかける方が6人います。")).to_be_visible()
    page.context.close()
    for width, name in ((768, "見本 太郎"), (390, "髙城 美咲")):
        page = at_width(browser, width)
        signed_in(page, snow, CLERK, inspector, door="/desk/login")
        page.goto(f"{snow.base_url}/desk/calls")
        clerk = Keyboard(page)
        clerk.press("2026年11月27日（金）を閉庁日にした")
        inspector.look_at(page)
        assert_no_sideways_scrolling(page)
        clerk.press(f"{name}さんに電話した")
        page.reload()
        expect(page.get_by_role("row").filter(has_text=name).get_by_text("受付 三奈")).to_be_visible()
        page.context.close()


@pytest.mark.late
@pytest.mark.parametrize("scripts", [True, False])
def test_days_on_end_are_closed_and_opened_again(
    snow: SnowTown, browser: Browser, inspector: Inspector, *, scripts: bool
) -> None:
    context = browser.new_context(viewport=DESK, locale="ja-JP", java_script_enabled=scripts)
    page = context.new_page()
    manager = Pointing(page, inspector if scripts else None)  # axe itself is a script
    page.goto(f"{snow.base_url}/desk/office/shiga")
    manager.write("メールアドレス", MANAGER)
    manager.write("パスワード", snow.passwords[MANAGER])
    manager.press("ログイン")
    page.goto(f"{snow.base_url}/desk/office/shiga")
    manager.write("日付", "2026-12-17")
    manager.write("理由", "庁舎の設備点検")
    page.get_by_text("期間・時間・毎年").click()
    manager.write("最後の日", "2026-12-18")
    manager.press("影響を確かめる")
    manager.press(CHANGE)
    expect(page.locator("main").get_by_text("変更しました。")).to_be_visible()
    expect(page.get_by_text("2026年12月17日（木）から2026年12月18日（金）まで").first).to_be_visible()
    page.goto(f"{snow.base_url}/procedures/shiga-soudan?day=2026-12-18")
    expect(page.get_by_text("庁舎の設備点検").first).to_be_visible()
    page.goto(f"{snow.base_url}/desk/office/shiga")
    manager.press("取りやめる")
    manager.press(CHANGE)
    expect(page.get_by_text("これからの閉庁日はありません。")).to_be_visible()
    context.close()
