"""A my-page is opened on a phone, by the mail that arrives: after the counter, or by who is unknown (D1, D3, C1)."""

import sys
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Town
from tests.journeys.walking import Inspector, Keyboard, Pointing, Walker
from tests.mails import key_in, mails_in, page_in
from tests.service import Service

pytestmark = [pytest.mark.browser, pytest.mark.any_engine]

PASSWORD = "neu-2027!"
CLERK = "uketsuke.omura@example.com"
AT_COUNTER = {
    "name": "見本 桜",
    "kana": "みほん さくら",
    "birth_date_year": "平成2",
    "birth_date_month": "2",
    "birth_date_day": "28",
    "address": "長崎県大村市見本町0-0",
}
PRIVACY, TERMS = "「プライバシーポリシー」に同意します", "「マイページ利用規約」に同意します"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("opening")


@pytest.fixture(scope="module")
def place(folder: Path) -> Iterator[Town]:
    service = Service([sys.executable, "-m", "booking.cli"], folder)
    passwords = service.prepare()
    with service.serving() as address:
        yield Town(address, passwords)


@pytest.fixture(scope="module")
def base_url(place: Town) -> str:
    return place.base_url


def mail_to(folder: Path, page: Page, address: str) -> EmailMessage:
    """The first mail to the address; the scheduler sends every second."""
    for _ in range(120):
        arrived = [mail for mail in mails_in(folder / "instance" / "mail") if mail["To"] == address]
        if arrived:
            return arrived[0]
        page.wait_for_timeout(500)
    raise AssertionError(f"no mail to {address}")


def agree(walker: Walker) -> None:
    """Tick the box at the end of each text."""
    walker.tick(PRIVACY)
    walker.tick(TERMS)


def register_at_counter(page: Page, place: Town, address: str) -> None:
    """A clerk registers somebody with this mail address."""
    page.goto(f"{place.base_url}/desk/login")
    clerk = Pointing(page)
    clerk.write("メールアドレス", CLERK)
    clerk.write("パスワード", place.passwords[CLERK])
    clerk.press("ログイン")
    page.goto(f"{place.base_url}/desk/seekers/new")
    for name, text in AT_COUNTER.items():
        page.fill(f"main [name={name}]", text)
    page.fill("main [name=email]", address)
    clerk.press("確認へ進む")
    clerk.press("登録する")
    expect(page.locator("main").get_by_text("登録しました。")).to_be_visible()


def open_after_counter(walker: Walker, base_url: str, folder: Path, address: str) -> None:
    """Route 1, from the sign-in page to the my-page."""
    walker.page.goto(f"{base_url}/login")
    walker.press("ハローワークをご利用中の方のマイページ開設")
    agree(walker)
    walker.press("次へ進む")
    walker.write("ID（メールアドレス）", address)
    for label, text in (("年", "平成2"), ("月", "2"), ("日", "28")):
        walker.write(label, text)
    walker.press("次へ進む")
    key = key_in(mail_to(folder, walker.page, address))
    walker.write("登録するパスワード", PASSWORD)
    walker.write("登録するパスワード（確認用）", PASSWORD)
    walker.write("認証キー", key)
    walker.press("完了")
    expect(walker.page.locator("main").get_by_text("求職者マイページが開設されました")).to_be_visible()
    walker.press("ログイン画面へ進む")
    walker.write("メールアドレス", address)
    walker.write("パスワード", PASSWORD)
    walker.press("ログイン")
    expect(walker.page.get_by_role("heading", level=1)).to_have_text("求職者マイページホーム")


def register(walker: Walker, base_url: str, folder: Path, address: str) -> None:
    """Route 2, from the sign-in page to what is next."""
    walker.page.goto(f"{base_url}/login")
    walker.press("マイページを開設して求職申込み")
    walker.write("メールアドレス", address)
    agree(walker)
    walker.press("次へ進む")
    key = key_in(mail_to(folder, walker.page, address))
    walker.write("登録するパスワード", PASSWORD)
    walker.write("登録するパスワード（確認用）", PASSWORD)
    walker.write("認証キー", key)
    walker.press("完了")
    expect(walker.page.locator("main").get_by_text("アカウントの登録が完了しました。")).to_be_visible()


def sign_up(walker: Walker, base_url: str, folder: Path, address: str) -> None:
    """新規登録, from the sign-in page to the last press."""
    walker.page.goto(f"{base_url}/login")
    walker.press("新規登録")
    agree(walker)
    walker.press("次へ進む")
    walker.write("メールアドレス", address)
    walker.press("登録する")
    walker.page.goto(page_in(mail_to(folder, walker.page, address)))
    for label, text in (("年", "昭和54"), ("月", "4"), ("日", "2")):
        walker.write(label, text)
    walker.write("登録するパスワード", PASSWORD)
    walker.write("登録するパスワード（確認用）", PASSWORD)
    walker.press("確認へ進む")
    walker.press("登録する")
    expect(walker.page.get_by_role("heading", level=1)).to_have_text("アカウントの登録が完了しました")


def fill_in(walker: Walker, *, card: str = "") -> None:
    """求職登録 in its seven steps, or eight with the card of a disability (japan.md I1, I2).

    One is kept for later and gone on with, and one left for the screen before.
    """
    walker.press("求職登録に進む")
    for label, text in (
        ("氏名", "見本 葵"),
        ("氏名のカナ", "みほん あおい"),
        ("年", "平成3"),
        ("月", "12"),
        ("日", "29"),
    ):
        walker.write(label, text)
    walker.tick("答えない")
    walker.write("郵便番号", "856-0027")
    walker.press("住所を調べる")
    expect(walker.page.get_by_role("textbox", name="住所")).to_have_value("長崎県大村市植松")
    walker.write("電話番号", "0957000031")
    walker.choose("利用するハローワーク", "ハローワーク大村")
    walker.tick("あり" if card else "なし")
    walker.press("一時保存")
    walker.press("続きを入力する")
    walker.press("次へ進む")
    walker.tick("公開しない")
    walker.tick("提供しない")
    walker.press("次へ進む")
    walker.tick("正社員")
    walker.write("希望する仕事", "一般事務")
    walker.press("前の画面")
    expect(walker.page.get_by_label("公開しない")).to_be_checked()
    walker.press("次へ進む")
    expect(walker.page.get_by_label("希望する仕事").first).to_have_value("一般事務")
    for _ in range(4):
        walker.press("次へ進む")
    if card:
        walker.tick(card)
        walker.press("次へ進む")
    walker.press("確認へ進む")
    walker.press("登録する")
    expect(walker.page.locator("main").get_by_text("マイページ登録完了です！お疲れ様でした。")).to_be_visible()


@pytest.mark.late
def test_an_account_is_opened_by_finger(phone: Page, base_url: str, folder: Path, inspector: Inspector) -> None:
    walker = Pointing(phone, inspector)
    sign_up(walker, base_url, folder, "finger.c1@example.com")
    register(walker, base_url, folder, "finger@example.com")
    fill_in(walker, card="身体障害者手帳")
    for page in ("/mypage/registration", "/mypage/registration/basic", "/mypage/validity", "/mypage/validity/invalid"):
        phone.goto(f"{base_url}{page}")
        inspector.look_at(phone)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 360, page


def test_an_account_is_opened_without_scripts(phone_without_scripts: Page, base_url: str, folder: Path) -> None:
    walker = Pointing(phone_without_scripts)
    sign_up(walker, base_url, folder, "plain.c1@example.com")
    register(walker, base_url, folder, "plain@example.com")
    fill_in(walker)


def test_after_the_counter_a_my_page_is_opened_by_keyboard_without_scripts(
    desktop_without_scripts: Page, phone_without_scripts: Page, place: Town, folder: Path
) -> None:
    register_at_counter(desktop_without_scripts, place, "sakura@example.com")
    open_after_counter(Keyboard(phone_without_scripts), place.base_url, folder, "sakura@example.com")


@pytest.mark.late
def test_an_account_is_opened_by_keyboard(phone: Page, base_url: str, folder: Path) -> None:
    walker = Keyboard(phone)
    sign_up(walker, base_url, folder, "keys.c1@example.com")
    register(walker, base_url, folder, "keys@example.com")
    fill_in(walker, card="身体障害者手帳")


def test_nothing_is_missing_to_axe_where_something_was_typed_wrongly(
    phone: Page, base_url: str, inspector: Inspector
) -> None:
    walker = Pointing(phone, inspector)
    for door in ("/open", "/register", "/sign-up"):
        phone.goto(f"{base_url}{door}")
        walker.press("次へ進む")
        expect(phone.get_by_text("入力内容を", exact=False).first).to_be_visible()
    phone.goto(f"{base_url}/privacy-policy")
    inspector.look_at(phone)
