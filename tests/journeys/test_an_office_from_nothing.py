"""An administrator sets an office up in the browser alone, and a seeker books its first consultation on a phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Town
from tests.journeys.walking import Inspector, Pointing

pytestmark = [pytest.mark.browser, pytest.mark.any_engine, pytest.mark.late]

ADMINISTRATOR, SEEKER = "unyo@example.com", "kakuto@example.com"
TITLE = "職業相談（オンライン面談予約）ハローワーク諫早"
CHANGE = "この内容で変更する"


def test_an_office_from_nothing_to_its_first_booking(
    town: Town, desktop: Page, phone: Page, inspector: Inspector
) -> None:
    administrator = Pointing(desktop, inspector)
    sign_in(administrator, town)
    set_up_office(administrator)
    set_up_desk(administrator)
    set_up_procedure(administrator)
    expect(desktop.locator("main")).to_contain_text("水曜日")
    book_first(Pointing(phone), town)


def sign_in(walker: Pointing, town: Town) -> None:
    walker.page.goto(f"{town.base_url}/desk/login")
    walker.write("メールアドレス", ADMINISTRATOR)
    walker.write("パスワード", town.passwords[ADMINISTRATOR])
    walker.press("ログイン")
    walker.page.goto(f"{town.base_url}/desk/office")


def fill(walker: Pointing, **typed: str) -> None:
    """Type into the fields of these names; the headings of the form say some of the labels, too."""
    for name, text in typed.items():
        walker.page.locator(f"main form [name='{name.removesuffix('_')}']").fill(text)


def set_up_office(walker: Pointing) -> None:
    walker.press("安定所を作る")
    fill(walker, code="isahaya", name="ハローワーク諫早", official_name="諫早公共職業安定所")
    fill(walker, department="職業相談部門", phone="０９５７－２１－３７７４")
    walker.press("安定所を作る")


def set_up_desk(walker: Pointing) -> None:
    walker.press("最初の窓口を作る")
    fill(walker, name="オンライン相談窓口1")
    walker.press("内容を確かめる")
    walker.press(CHANGE)


def set_up_procedure(walker: Pointing) -> None:
    walker.press("最初の手続きを作る")
    fill(walker, title=TITLE, purpose="職業相談", keywords="職業相談\n諫早")
    fill(walker, from_="2026-11-25", wed="10時 11時")  # a Wednesday
    fill(walker, entering="予約時間の10分前までに、入室してください。", for_whom="仕事をさがしている方")
    fill(walker, needed="カメラとマイクが使える機器", cautions="録音・録画は禁止です。")
    fill(walker, terms_paragraphs="この利用規約は、オンライン職業相談を利用するときの約束です。")
    walker.tick("45分")
    walker.press("内容を確かめる")
    walker.press(CHANGE)


def book_first(walker: Pointing, town: Town) -> None:
    walker.page.goto(f"{town.base_url}/")
    walker.write("手続きをさがす", "職業相談　諫早")
    walker.press("さがす")
    walker.press("職業相談")
    assert "/procedures/isahaya-1" in walker.page.url
    walker.press("11月25日（水）")
    walker.press("予約する")
    walker.write("メールアドレス", SEEKER)
    walker.write("パスワード", town.passwords[SEEKER])
    walker.press("ログイン")
    walker.press("同意する")
    walker.write("相談したいこと", "はじめての相談")
    walker.press("確認へ進む")
    walker.press("申込み")
    expect(walker.page.get_by_role("heading", level=1)).to_contain_text("予約しました")
    expect(walker.page.locator("main")).to_contain_text("10時45分")
    assert re.search(r"/mypage/bookings/\d{9}", walker.page.url)
