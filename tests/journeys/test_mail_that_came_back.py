"""A mail server refuses an address for good: a clerk corrects it and sends again, or tells the seeker by phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.walking import Inspector, Keyboard, Pointing, signed_in
from tests.pictures.in_view import assert_controls_in_view
from tests.towns.failed_deliveries_town import FailedDeliveriesTown, failed_deliveries_town

pytestmark = pytest.mark.browser

CLERK, MANAGER, NEW = "uketsuke.omura@example.com", "kanri@example.com", "misaki.t@example.com"
MISAKI, KAKUTO, TARO = "髙城 美咲", "山﨑 架空斗", "見本 太郎"


@pytest.fixture
def unreached(tmp_path: Path) -> Iterator[FailedDeliveriesTown]:
    with failed_deliveries_town(tmp_path) as running:
        yield running


@pytest.fixture
def clerk(unreached: FailedDeliveriesTown, desktop: Page, inspector: Inspector) -> Pointing:
    """On the page of what did not arrive, once three mails have been refused."""
    walker = signed_in(desktop, unreached, CLERK, inspector, door="/desk/login")
    wait_for(desktop, "届かなかった連絡が3件")
    walker.press("届かなかった連絡が3件")
    return walker


def wait_for(page: Page, words: str) -> None:
    """Reload until the page says `words`; the scheduler looks every second."""
    for _ in range(60):
        if page.get_by_text(words).count():
            return
        page.wait_for_timeout(500)
        page.reload()
    expect(page.get_by_text(words).first).to_be_visible()


def resolve(clerk: Pointing, name: str, button: str) -> None:
    """Press a button of the line about somebody."""
    clerk.press(f"{name}さんの連絡：{button}")
    expect(clerk.page.get_by_role("row").filter(has_text=name)).to_have_count(0)


def arrived_at(town: FailedDeliveriesTown, page: Page, address: str, *, how_many: int) -> list[str]:
    """The subjects of what arrived at the address, once it is `how_many` mails."""
    for _ in range(60):
        subjects = [str(mail["Subject"]) for mail in town.server.mails() if mail["To"] == address]
        if len(subjects) >= how_many:
            break
        page.wait_for_timeout(500)
    return subjects


@pytest.mark.late
def test_a_corrected_address_is_written_to_again_and_the_others_are_called(
    unreached: FailedDeliveriesTown, clerk: Pointing, inspector: Inspector
) -> None:
    page, keyboard = clerk.page, Keyboard(clerk.page)
    keyboard.press(f"{MISAKI}さんの連絡：担当する")
    expect(page.get_by_role("row").filter(has_text=MISAKI)).to_contain_text("受付 二郎")
    assert_controls_in_view(page)
    inspector.look_at(page)

    clerk.press(MISAKI)
    expect(page.get_by_text("メールアドレスを直す")).to_have_count(0)  # nothing is changed before the check
    clerk.press("本人確認へ進む")
    for fact in ("求職番号", "生年月日", "登録の電話番号"):
        clerk.tick(fact)
    clerk.press("本人確認を記録する")
    keyboard.press("メールアドレスを直す")
    inspector.look_at(page)
    keyboard.write("新しいメールアドレス", "misaki.t@example")
    keyboard.press("メールアドレスを直す")
    expect(page.get_by_text("メールアドレスの形がまちがっています").first).to_be_visible()
    inspector.look_at(page)
    clerk.write("新しいメールアドレス", "ｍｉｓａｋｉ．ｔ＠ｅｘａｍｐｌｅ．ｃｏｍ")
    clerk.write("直す理由", "聞きまちがえていたため")
    clerk.press("メールアドレスを直す")
    expect(page.get_by_text(NEW)).to_be_visible()

    clerk.press("届かなかった連絡が1件")
    resolve(clerk, MISAKI, "もう一度送る")
    assert any("職業相談を予約しました" in subject for subject in arrived_at(unreached, page, NEW, how_many=2))
    resolve(clerk, KAKUTO, "電話で伝えた")
    clerk.press("対応が終わった連絡")
    expect(page.get_by_role("row").filter(has_text=MISAKI)).to_contain_text("届いた")
    clerk.press("届かなかった連絡へ戻る")
    resolve(clerk, TARO, "対応は要らない")
    expect(page.get_by_text("対応を待っている連絡はありません。")).to_be_visible()
    page.goto(f"{unreached.base_url}/desk")
    expect(page.get_by_text("届かなかった連絡が")).to_have_count(0)


@pytest.mark.late
def test_a_colleague_is_asked_first_and_takes_the_press_back(
    unreached: FailedDeliveriesTown, clerk: Pointing, inspector: Inspector
) -> None:
    page, keyboard = clerk.page, Keyboard(clerk.page)
    clerk.press(f"{KAKUTO}さんの連絡：担当する")
    expect(page.get_by_role("row").filter(has_text=KAKUTO)).to_contain_text("受付 二郎")
    page.context.clear_cookies()
    colleague = signed_in(page, unreached, MANAGER, inspector, door="/desk/login")
    colleague.press("届かなかった連絡が3件")
    colleague.press(f"{KAKUTO}さんの連絡：対応は要らない")
    expect(page.get_by_role("heading", name="ほかの職員が担当しています")).to_be_visible()
    expect(page.get_by_text("この連絡は、受付 二郎さんが担当しています。")).to_be_visible()
    keyboard.press("続ける（対応は要らない）")
    expect(page.get_by_role("row").filter(has_text=KAKUTO)).to_have_count(0)

    keyboard.press("対応が終わった連絡")
    expect(page.get_by_role("row").filter(has_text=KAKUTO)).to_contain_text("管理 京子")
    inspector.look_at(page)
    keyboard.press(f"{KAKUTO}さんの連絡：一覧にもどす")
    expect(page.get_by_role("row").filter(has_text=KAKUTO)).to_contain_text("管理 京子")
    colleague.press("対応が終わった連絡")
    expect(page.get_by_text("14日以内に対応が終わった連絡はありません。")).to_be_visible()


@pytest.mark.late
def test_on_a_phone_the_address_is_corrected_from_the_line(
    unreached: FailedDeliveriesTown, phone: Page, inspector: Inspector
) -> None:
    walker = signed_in(phone, unreached, CLERK, inspector, door="/desk/login")
    wait_for(phone, "届かなかった連絡が3件")
    walker.press("届かなかった連絡が3件")
    expect(phone.get_by_role("row")).to_have_count(4)  # blocks that are still rows, for those who hear them
    walker.press("メールアドレスを直す")
    expect(phone.get_by_text("メールアドレスを直す前に、本人確認を記録してください。").first).to_be_visible()
