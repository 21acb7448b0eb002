"""A second missed consultation: marked, proposed, suspended, answered and lifted, each by whoever does it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESK
from tests.journeys.walking import Inspector, Keyboard, signed_in
from tests.pictures.in_view import assert_controls_in_view
from tests.pictures.large_letters import PHONE
from tests.towns.missed_town import MissedTown, missed_town

pytestmark = pytest.mark.browser

CLERK, MANAGER, MISAKI = "uketsuke.omura@example.com", "kanri@example.com", "misaki@example.com"
WED_9 = "/procedures/omura-soudan?day=2026-12-09"  # Wednesday


@pytest.fixture
def missing(tmp_path: Path) -> Iterator[MissedTown]:
    with missed_town(tmp_path) as running:
        yield running


@pytest.fixture
def third(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=DESK, locale="ja-JP")
    yield context.new_page()
    context.close()


@pytest.mark.late
def test_a_seeker_who_misses_twice_is_suspended_answers_and_may_book_again(
    missing: MissedTown, desktop: Page, third: Page, phone: Page, inspector: Inspector
) -> None:
    assert phone.viewport_size == PHONE
    signed_in(desktop, missing, CLERK, inspector, door="/desk/login")
    desktop.goto(f"{missing.base_url}/desk?day=2026-12-02")
    inspector.look_at(desktop)
    clerk = Keyboard(desktop)  # the whole of it without a pointer
    clerk.press("出欠の記録がない相談が1件")
    assert_controls_in_view(desktop)
    inspector.look_at(desktop)
    clerk.press("欠席など")
    inspector.look_at(desktop)
    expect(desktop.get_by_text("090-0000-0002")).to_be_visible()
    clerk.press("無断欠席")
    expect(desktop.get_by_text("すべて記録されています。")).to_be_visible()
    clerk.press("すること")
    clerk.press("髙城 美咲：担当する")
    expect(desktop.locator("main").get_by_text("担当を引き受けました。")).to_be_visible()
    assert_controls_in_view(desktop)
    inspector.look_at(desktop)
    desktop.goto(f"{missing.base_url}/desk/seekers/2/history")
    inspector.look_at(desktop)
    clerk.press("無断欠席の注意")
    inspector.look_at(desktop)

    seeker = signed_in(phone, missing, MISAKI, inspector, door="/login")
    phone.goto(f"{missing.base_url}{WED_9}")  # and lies on the table until it is suspended

    manager = signed_in(third, missing, MANAGER, inspector, door="/desk/login")
    manager.press("利用停止の提案が1件")
    manager.press("髙城 美咲")
    manager.press("利用を停止する")
    expect(third.get_by_text("停止中", exact=True)).to_be_visible()

    seeker.press("予約する")
    expect(phone.get_by_role("heading", name="いまは予約の利用が停止されています")).to_be_visible()
    expect(phone.get_by_role("link", name="0957-40-0032").first).to_be_visible()
    seeker.press("理由を見て、事情を知らせる")
    seeker.write("安定所に知らせたいこと", "入院していて、連絡できませんでした。")
    seeker.press("安定所に送る")
    expect(phone.locator("main").get_by_text("まだ読まれていません")).to_be_visible()

    third.goto(f"{missing.base_url}/desk/office/omura/absences")
    inspector.look_at(third)
    third.goto(f"{missing.base_url}/desk/suspensions/1")
    manager.press("読んだことにする")
    manager.write("停止を解く理由", "入院と確かめたため")
    manager.press("利用停止を解く")
    phone.goto(f"{missing.base_url}{WED_9}")
    seeker.press("予約する")
    expect(phone.get_by_role("heading", name="利用規約に同意する")).to_be_visible()
