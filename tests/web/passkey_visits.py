"""What passkeys.js does with a device, done by tests with a key of software; the pages are those without scripts."""

import re
from dataclasses import dataclass
from html import unescape

from flask import Flask
from werkzeug.test import TestResponse

from booking.people.passkeys.site import site_of
from booking.services import services
from tests.software_key import SoftwareKey
from tests.web.visits import Visit

AT_THE_DOOR = "パスキーでログイン"


@dataclass(frozen=True)
class Door:
    """Where somebody signs in, and where their passkeys are."""

    sign_in: str
    passkeys: str
    home: str

    @property
    def options(self) -> str:
        """Where the script asks for a challenge."""
        return f"{self.sign_in}/passkey/options"


MY_PAGE = Door("/login", "/mypage/passkeys", "/mypage")
DESK = Door("/desk/login", "/desk/account/passkeys", "/desk")


def key_for(app: Flask) -> SoftwareKey:
    """A key that signs for the address of the service."""
    with app.app_context():
        site = site_of(services().config.base_url)
    assert site is not None
    return SoftwareKey(origin=site.origin, site=site.name)


def make_passkey(visit: Visit, key: SoftwareKey, *, name: str = "電話") -> TestResponse:
    """Let the key make a passkey on the page that asks for one."""
    options = re.search(r'data-options="([^"]+)"', visit.answer.text)
    assert options is not None, visit.answer.text
    return visit.press("パスキーを作る", credential=key.make(unescape(options[1])), name=name)


def show_passkey(visit: Visit, key: SoftwareKey, *, words: str = AT_THE_DOOR, **typed: str) -> TestResponse:
    """Show the passkey by the button that says `words`."""
    return visit.press(words, credential=key.show(challenge_for(visit, words)), **typed)


def challenge_for(visit: Visit, words: str = AT_THE_DOOR) -> str:
    """What the script is asked to have signed when the button is pressed."""
    address = re.search(r'data-options-from="([^"]+)"', visit.answer.text)
    assert address is not None, visit.answer.text
    answer = visit.client.post(address[1], data={"csrf_token": visit.form(words).fields["csrf_token"]})
    assert answer.json is not None
    challenge: str = answer.json["challenge"]
    return challenge
