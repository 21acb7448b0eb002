"""What passkeys.js does with a device, done by tests with a key of software; the pages are those without scripts."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from booking.people.passkeys.make import begin_passkey, what_to_make
from booking.people.passkeys.make import make_passkey as keep_made
from booking.people.passkeys.site import Site, site_of
from booking.services import services
from booking.tables import Account
from database.base import db
from database.transactions import transact
from tests.software_key import SoftwareKey
from tests.town import FRIDAY_MORNING
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


def key_of(app: Flask, login: str) -> SoftwareKey:
    """A key with a passkey of this account, made without a browser."""
    key = key_for(app)
    with app.app_context():
        account_id = db.session.scalars(select(Account.id).where(Account.login == login)).one()
        site, real_now = Site(key.site, key.origin), datetime.now(UTC)
        challenge = transact(lambda session: begin_passkey(session, account_id, real_now=real_now))
        sent = key.make(what_to_make(account_id, challenge, site, service="窓口"))
        keep_made(account_id, challenge, sent, name="電話", site=site, now=FRIDAY_MORNING, real_now=real_now)
    return key


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
