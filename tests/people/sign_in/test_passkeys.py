"""Passkeys: made after the password, shown instead of it, for one site, account and door. All moments are real time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from booking.people.account_keys.make import Asker, address_and_key
from booking.people.passkeys.make import MOST, begin_passkey, make_passkey, what_to_make
from booking.people.passkeys.own import passkeys_of, remove_passkey, rename_passkey
from booking.people.passkeys.refusals import PasskeyCopied, PasskeyEnded, PasskeyNotMade, TooManyPasskeys, WrongPasskey
from booking.people.passkeys.show import sign_in_with_passkey, what_to_show
from booking.people.passkeys.site import Site, site_of
from booking.people.records.end_access import end_access
from booking.people.refusals import AccountDisabled
from booking.people.sign_in.browsers import end_other_browsers
from booking.people.sign_in.passkeys_kept import has_passkey
from booking.people.sign_in.reset_password import request_reset, reset_password
from booking.people.sign_in.signed_in import Entered, principal_of
from booking.services import services
from booking.tables import Account, AccountKey, AuditLine, Passkey, Realm, Staff
from database.base import db
from database.transactions import transact
from notifier.tables import Message
from tests.bookings.builders import all_of
from tests.bookings.races.at_once import at_once
from tests.software_key import PRESENT, SoftwareKey
from tests.town import FRIDAY_MORNING

pytestmark = pytest.mark.any_engine

NOW = datetime(2030, 1, 1, 9, 0, tzinfo=UTC)
SITE = Site("localhost", "http://localhost")
MISAKI, CLERK = "misaki@example.com", "uketsuke.omura@example.com"


def account_of(login: str) -> int:
    """The account that signs in with this address."""
    return db.session.scalars(select(Account.id).where(Account.login == login)).one()


def begin(login: str = MISAKI, *, at: datetime = NOW) -> str:
    """The password was given: the challenge for a new passkey."""
    account_id = account_of(login)
    return transact(lambda session: begin_passkey(session, account_id, real_now=at))


def make(key: SoftwareKey, login: str = MISAKI, *, at: datetime = NOW, challenge: str | None = None) -> None:
    """Make a passkey, from the password to its name."""
    account_id, given = account_of(login), challenge or begin(login)
    sent = key.make(what_to_make(account_id, given, SITE, service="窓口"))
    make_passkey(account_id, given, sent, name="phone", site=SITE, now=FRIDAY_MORNING, real_now=at)


def made(login: str = MISAKI, **bent: Any) -> SoftwareKey:
    """A device with a passkey of this account."""
    key = SoftwareKey(**bent)
    make(key, login)
    return key


def challenge_at_the_door(*, at: datetime = NOW) -> str:
    """What a browser at the door is asked to have signed."""
    return what_to_show(SITE, real_now=at)[0]


def show(
    key: SoftwareKey, *, realm: Realm = Realm.MY_PAGE, challenge: str | None = None, at: datetime = NOW
) -> Entered:
    """Sign in with the device."""
    given = challenge or challenge_at_the_door()
    return send(key.show(given), given, realm=realm, at=at)


def send(sent: str, challenge: str, *, realm: Realm = Realm.MY_PAGE, at: datetime = NOW) -> Entered:
    """Send what a device has answered."""
    return sign_in_with_passkey(realm, challenge, sent, site=SITE, now=FRIDAY_MORNING, real_now=at)


def kinds() -> list[str]:
    """The messages that were posted, in order."""
    return [message.kind for message in all_of(Message)]


@pytest.mark.each_engine
def test_who_holds_the_device_is_signed_in_without_password_and_code(app: Flask) -> None:
    who = principal_of(show(made()).token, real_now=NOW)
    assert who is not None
    assert who.account_id == account_of(MISAKI)
    assert passkeys_of(who.account_id)[0].last_used_at == NOW


def test_each_door_takes_its_own(app: Flask) -> None:
    clerks, misakis = made(CLERK), made()
    assert show(clerks, realm=Realm.DESK).login == CLERK
    with pytest.raises(WrongPasskey):
        show(misakis, realm=Realm.DESK)
    with pytest.raises(WrongPasskey):
        show(clerks)


def test_what_is_kept_says_nothing_of_the_person_and_the_handle_stays_the_same(app: Flask) -> None:
    first, second = made(), made()
    assert first.handle == second.handle
    assert len(first.handle) == 43
    assert first.handle != made(CLERK).handle


@pytest.mark.parametrize(
    "bent",
    [
        {"origin": "https://madoguchi.example.com"},  # a stranger's page
        {"origin": "http://localhost:8000"},
        {"origin": "https://localhost"},
        {"site": "example.com"},
        {"flags": PRESENT},  # the device did not ask for finger, face or lock
        {"flags": 0},
    ],
)
def test_no_other_site_and_no_device_that_verified_nobody(app: Flask, bent: dict[str, Any]) -> None:
    key = made()
    with pytest.raises(WrongPasskey):
        show(replace(key, **bent))
    with pytest.raises(PasskeyNotMade):
        made(**bent)
    assert show(key).login == MISAKI


def test_the_passkey_of_one_account_opens_no_other(app: Flask) -> None:
    misakis, clerks = made(), made(CLERK)
    with pytest.raises(WrongPasskey):
        show(replace(misakis, handle=clerks.handle))
    with pytest.raises(WrongPasskey):
        show(replace(misakis, id=clerks.id, handle=clerks.handle), realm=Realm.DESK)
    with pytest.raises(WrongPasskey):
        show(replace(misakis, handle=""))


@pytest.mark.each_engine
def test_an_answer_is_good_once(app: Flask) -> None:
    key, challenge = made(), challenge_at_the_door()
    sent = key.show(challenge)
    assert send(sent, challenge).login == MISAKI
    with pytest.raises(PasskeyEnded):
        send(sent, challenge)


@pytest.mark.each_engine
def test_of_two_answers_at_once_one_signs_in(app: Flask) -> None:
    key, challenge = made(), challenge_at_the_door()
    sent = key.show(challenge)
    outcomes = at_once(app, [lambda: send(sent, challenge)] * 2)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Entered", "PasskeyEnded"]


def test_five_minutes_and_no_longer(app: Flask) -> None:
    key = made()
    almost, over = NOW + timedelta(minutes=5, seconds=-1), NOW + timedelta(minutes=5)
    assert show(key, at=almost).login == MISAKI
    with pytest.raises(PasskeyEnded):
        show(key, at=over)
    with pytest.raises(PasskeyEnded):
        make(SoftwareKey(), at=over)


def test_a_challenge_of_one_use_or_account_is_good_for_no_other(app: Flask) -> None:
    key, clerks = made(), begin(CLERK)
    with pytest.raises(PasskeyEnded):
        show(key, challenge=begin())
    with pytest.raises(PasskeyEnded):
        make(SoftwareKey(), challenge=clerks)
    with pytest.raises(PasskeyEnded):
        make(SoftwareKey(), challenge=challenge_at_the_door())


def test_another_challenge_than_the_browsers_is_refused(app: Flask) -> None:
    key = made()
    with pytest.raises(WrongPasskey):
        send(key.show(challenge_at_the_door()), challenge_at_the_door())


NO_ANSWERS = ("", "{}", "[]", "null", "nonsense", '{"id": 1}', '{"id":"あ","rawId":"あ"}', "{" * 999)


@pytest.mark.parametrize("sent", NO_ANSWERS)
def test_what_is_no_answer_of_a_device_is_refused(app: Flask, sent: str) -> None:
    with pytest.raises(WrongPasskey):
        send(sent, challenge_at_the_door())
    with pytest.raises(PasskeyNotMade):
        make_passkey(account_of(MISAKI), begin(), sent, name="phone", site=SITE, now=FRIDAY_MORNING, real_now=NOW)


@pytest.mark.each_engine
def test_a_device_that_counts_behind_is_refused_and_the_owner_told_once_a_day(app: Flask) -> None:
    key = made()
    copy = replace(key)
    show(key)
    for _ in range(2):
        copy.count = 0
        with pytest.raises(PasskeyCopied):
            show(copy)
    assert kinds() == ["passkey_made", "passkey_copied"]
    assert all_of(AuditLine)[-1].act == "refuse_passkey"
    assert show(key).login == MISAKI


def test_a_device_that_does_not_count_is_taken(app: Flask) -> None:
    key = made()
    for _ in range(2):
        key.count = -1
        assert show(key).login == MISAKI


def test_a_removed_one_opens_nothing(app: Flask) -> None:
    key, account_id = made(), account_of(MISAKI)
    remove_passkey(account_id, passkeys_of(account_id)[0].id, now=FRIDAY_MORNING)
    with pytest.raises(WrongPasskey):
        show(key)
    assert kinds() == ["passkey_made", "passkey_removed"]


def test_only_ones_own_are_named_and_removed(app: Flask) -> None:
    made()
    passkey, clerks = all_of(Passkey)[0], account_of(CLERK)
    rename_passkey(clerks, passkey.id, "mine", now=FRIDAY_MORNING)
    remove_passkey(clerks, passkey.id, now=FRIDAY_MORNING)
    assert [one.name for one in all_of(Passkey)] == ["phone"]
    rename_passkey(account_of(MISAKI), passkey.id, "古いスマホ", now=FRIDAY_MORNING)
    assert [one.name for one in all_of(Passkey)] == ["古いスマホ"]


def test_staff_are_told_by_mail_and_it_is_audited(app: Flask) -> None:
    made(CLERK)
    account_id = account_of(CLERK)
    remove_passkey(account_id, passkeys_of(account_id)[0].id, now=FRIDAY_MORNING)
    assert kinds() == ["staff_passkey_made", "staff_passkey_removed"]
    assert [line.act for line in all_of(AuditLine)][-2:] == ["make_passkey", "remove_passkey"]


def test_staff_who_were_disabled_come_in_with_none(app: Flask) -> None:
    key = made(CLERK)
    staff_id = db.session.get_one(Account, account_of(CLERK)).staff_id
    transact(lambda session: setattr(session.get_one(Staff, staff_id), "active", False))
    with pytest.raises(AccountDisabled):
        show(key, realm=Realm.DESK)


@pytest.mark.each_engine
def test_a_passkey_is_kept_once(app: Flask) -> None:
    key = made()
    for login in (MISAKI, CLERK):
        with pytest.raises(PasskeyNotMade):
            make(key, login)


def test_ten_and_no_more(app: Flask) -> None:
    waiting = begin()
    for _ in range(MOST):
        made()
    with pytest.raises(TooManyPasskeys):
        made()
    with pytest.raises(TooManyPasskeys):
        make(SoftwareKey(), challenge=waiting)


def _ends_others() -> None:
    who = principal_of(show(made()).token, real_now=NOW)
    assert who is not None
    end_other_browsers(who, token="", now=FRIDAY_MORNING)


def _ends_access() -> None:
    made()
    seeker_id = db.session.get_one(Account, account_of(MISAKI)).seeker_id
    assert seeker_id is not None
    assert end_access(seeker_id, actor="staff:1", now=FRIDAY_MORNING, real_now=NOW).passkeys == 1


def _resets_the_password() -> None:
    made()
    keys = services().keys
    number = request_reset(MISAKI, asker=Asker(), replaces=None, keys=keys, now=FRIDAY_MORNING, real_now=NOW)
    found = address_and_key(db.session.get_one(AccountKey, number), keys)
    assert found is not None
    db.session.rollback()
    reset_password(number, found[1], "neu-2030!", now=FRIDAY_MORNING, real_now=NOW)


@pytest.mark.parametrize("act", [_ends_others, _ends_access, _resets_the_password])
def test_what_ends_every_way_in_removes_them(app: Flask, act: Callable[[], None]) -> None:
    waiting = begin()
    act()
    assert not has_passkey(db.session(), account_of(MISAKI))
    with pytest.raises(PasskeyEnded):
        make(SoftwareKey(), challenge=waiting)


@pytest.mark.parametrize(
    ("base_url", "site"),
    [
        ("https://madoguchi.example.jp", Site("madoguchi.example.jp", "https://madoguchi.example.jp")),
        ("https://madoguchi.example.jp:8443", Site("madoguchi.example.jp", "https://madoguchi.example.jp:8443")),
        ("http://localhost:8000", Site("localhost", "http://localhost:8000")),
        ("http://127.0.0.1:8000", None),
        ("https://[::1]", None),
        ("http://madoguchi.example.jp", None),
    ],
)
def test_the_site_is_the_address_of_the_service(base_url: str, site: Site | None) -> None:
    assert site_of(base_url) == site
