"""A camera that goes through pages of the running service, and who signs in before it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

from playwright.sync_api import Page

from tests.browser import press
from tests.mails import text_of

SHEET = Path("screens")

WIDTHS = (360, 1280)

SEEKERS = {360: "misaki@example.com", 1280: "kakuto@example.com"}

CLERK = "uketsuke.shiga@example.com"

MANAGER = "kanri@example.com"


@dataclass
class Photographer:
    """Goes through pages at one width and keeps a picture of each."""

    page: Page
    width: int
    base_url: str
    passwords: dict[str, str]
    taken: list[str] = field(default_factory=list)
    mails: Callable[[], Sequence[EmailMessage]] = tuple  # what has been sent so far
    issuer: str = ""  # the address of the provider of identities

    def open(self, path: str, name: str) -> None:
        """Go to `path` and take the picture `name`."""
        self.page.goto(f"{self.base_url}{path}")
        self.take(name)

    def press(self, words: str, name: str) -> None:
        """Press what says `words` in the page's main part and take the picture `name`."""
        press(self.page, words)
        self.take(name)

    def take(self, name: str) -> None:
        """Keep the page as it is now."""
        path = f"{self.width}-{len(self.taken) + 1:03}-{name}.png"
        self.page.screenshot(path=SHEET / path, full_page=True)
        self.taken.append(path)

    def mailed(self, address: str, before: str) -> str:
        """The word behind `before` in the newest mail to the address that has it; the scheduler sends every second."""
        for _ in range(60):
            texts = [text_of(mail) for mail in self.mails() if mail["To"] == address]
            if found := [text for text in texts if before in text]:
                return found[-1].split(before)[1].split()[0]
            self.page.wait_for_timeout(500)
        raise AssertionError(f"no mail to {address} with {before}")

    def fill(self, **fields: str) -> None:
        """Fill the fields of these names."""
        for name, text in fields.items():
            self.page.fill(f"main [name={name}]", text)


def enter(camera: Photographer, door: str, email: str, *, password: str = "") -> None:
    """Sign in as somebody, whoever was signed in before."""
    camera.page.context.clear_cookies()
    camera.page.goto(f"{camera.base_url}{door}")
    camera.fill(login=email, password=password or camera.passwords[email])
    press(camera.page, "ログイン")
