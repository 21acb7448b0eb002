"""Staff and seekers of an office that begins, each at a browser of their own, with everybody's mail at hand."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from tests.authenticator import Authenticator
from tests.browser import leading_on
from tests.from_nothing.conftest import Installation, key_of
from tests.journeys.walking import Inspector, Pointing, Walker

PHONE = ViewportSize(width=360, height=740)
DESK = ViewportSize(width=1280, height=900)
ONE_TIME = "ワンタイムパスワード"


def context_of(browser: Browser, viewport: ViewportSize, *, scripts: bool = True) -> BrowserContext:
    """A browser of somebody's own; the certificate of the tests is self-made."""
    return browser.new_context(viewport=viewport, locale="ja-JP", java_script_enabled=scripts, ignore_https_errors=True)


@dataclass
class Colleague:
    """A member of staff, with an authenticator program once it is set up."""

    installation: Installation
    page: Page
    inspector: Inspector
    address: str
    password: str
    secret: str = ""

    @property
    def walker(self) -> Pointing:
        """How they use pages."""
        return Pointing(self.page, self.inspector)

    def open(self, path: str) -> None:
        """Go to a page."""
        self.page.goto(f"{self.installation.base_url}{path}")

    def accept_invitation(self) -> None:
        """Open the link in the mail and set a password."""
        mail = self.installation.newest_mail(self.address, "受付画面")
        link = re.search(r"https://\S+/desk/\S+", mail)
        assert link
        self.page.goto(link[0])
        self.page.fill("main [name=password]", self.password)
        self.page.fill("main [name=again]", self.password)
        self.walker.press("パスワードを決める")

    def sign_in_for_the_first_time(self) -> None:
        """Sign in with the password and set up the authenticator program, which production asks for."""
        self.open("/desk/login")
        self.walker.write("メールアドレス", self.address)
        self.page.locator("[name=password]").fill(self.password)
        self.walker.press("ログイン")
        expect(self.page.get_by_role("heading", level=1)).to_contain_text("認証アプリの登録")
        self.secret = re.sub(r"\s", "", self.page.locator("main code").first.inner_text())
        self.page.fill("main [name=code]", Authenticator(self.secret).code(datetime.now(UTC)))
        self.walker.press("登録する")
        expect(self.page.get_by_role("heading", level=1)).to_contain_text("回復コード")
        self.walker.press("保管したので、先へ進む")

    def invite(self, name: str, address: str, *, role: str, office: str) -> None:
        """Invite a colleague by mail."""
        self.open("/desk/staff")
        self.walker.press("職員を招待する")
        self.page.fill("main [name=name]", name)
        self.page.fill("main [name=login]", address)
        self.page.get_by_role("radio", name=role, exact=True).check()
        self.page.get_by_role("checkbox", name=office).check()
        self.walker.press("招待する")

    def register(self, name: str, kana: str, born: str, *, address: str) -> None:
        """Register somebody who stands at the counter."""
        self.open("/desk/seekers/new")
        self.page.locator("[name=name]").fill(name)
        self.page.locator("[name=kana]").fill(kana)
        self.page.locator("[name=birth_date_year]").fill(born)
        self.page.locator("[name=address]").fill("長崎県大村市見本町0-0")
        self.page.locator("[name=email]").fill(address)
        self.walker.press("確認へ進む")
        self.walker.press("登録する")
        expect(self.page.locator("main")).to_contain_text(name)


def sign_in(walker: Walker, installation: Installation, address: str, password: str) -> None:
    """Give password and one-time password on the page that asks for them."""
    before = installation.how_many(address, ONE_TIME)
    walker.write("メールアドレス", address)
    walker.write("パスワード", password)
    walker.press("ログイン")
    mail = installation.newest_mail(address, ONE_TIME, after=before)
    code = re.search(r"\b(\d{6})\b", mail)
    assert code
    walker.write("ワンタイムパスワード", code[1])
    walker.press("送信")


def open_my_page(walker: Walker, installation: Installation, address: str, born: str, password: str) -> None:
    """Route 1 of the guide: consent, mail address and birth date, key and password."""
    page = walker.page
    page.goto(f"{installation.base_url}/open")
    walker.tick("「プライバシーポリシー」に同意します")
    walker.tick("「マイページ利用規約」に同意します")
    walker.press("次へ進む")
    walker.write("ID（メールアドレス）", address)
    walker.write("年", born)
    walker.press("次へ進む")
    key = key_of(installation.newest_mail(address, "パスワード登録申込受付通知"))
    walker.write("登録するパスワード", password)
    walker.write("登録するパスワード（確認用）", password)
    walker.write("認証キー", key)
    walker.press("完了")
    walker.press("ログイン画面へ進む")


def book_the_first_time(walker: Walker) -> str:
    """Book the first time that is free; answer the booking number."""
    page = walker.page
    walker.press("予約する")
    walker.press("同意する")
    walker.write("相談したいこと", "職務経歴書の書き方")
    walker.press("確認へ進む")
    walker.press("申込み")
    expect(page.get_by_role("heading", level=1)).to_contain_text("予約しました")
    found = re.search(r"/mypage/bookings/(\d{9})", page.url)
    assert found
    return found[1]


def press_anywhere(page: Page, words: str) -> None:
    """Use a button or link of the header, too."""
    with leading_on(page, words):
        page.locator("a, button").filter(has_text=words).first.click()
