"""Staff's changes of an account, and the lock of its sign-in, are told to the seeker whose it is."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from booking.announcements.accounts import announce_locked
from booking.announcements.announce import seeker_inbox
from booking.people.refusals import AccountLocked, WrongPassword
from booking.people.sign_in.by_password import sign_in
from booking.people.tokens import create_token, revoke_token
from booking.tables import ApiToken, Realm, Scope
from notifier.tables import Message
from tests.bookings.builders import all_of
from tests.town import FRIDAY_MORNING, MISAKI, seeker_id

pytestmark = pytest.mark.any_engine

REAL = datetime(2030, 1, 1, tzinfo=UTC)
MISAKIS_ADDRESS, CLERKS_ADDRESS = "misaki@example.com", "uketsuke.omura@example.com"


def make_token(realm: Realm, login: str) -> None:
    """Make a token that reads bookings."""
    scopes = [Scope.BOOKINGS_READ]
    create_token(realm, login, name="家計簿", scopes=scopes, actor="staff:1", now=FRIDAY_MORNING, real_now=REAL)


def mistype(login: str, realm: Realm = Realm.MY_PAGE) -> None:
    """Type wrong passwords until the sign-in is locked."""
    for _ in range(5):
        with pytest.raises((WrongPassword, AccountLocked)):
            sign_in(
                realm=realm,
                login=login,
                password="wrong",
                known_browser=None,
                real_now=REAL,
                on_lock=lambda session, account_id: announce_locked(session, account_id, now=FRIDAY_MORNING),
            )


def told() -> list[tuple[str, str]]:
    """Whom which kinds of messages reached."""
    return [(message.recipient, message.kind) for message in all_of(Message)]


def test_a_seeker_is_told_of_a_token_and_of_its_end(app: Flask) -> None:
    make_token(Realm.MY_PAGE, MISAKIS_ADDRESS)
    (token,) = all_of(ApiToken)
    revoke_token(token.id, actor="staff:1", now=FRIDAY_MORNING, real_now=REAL)
    inbox = seeker_inbox(seeker_id(MISAKI))
    assert told() == [(inbox, "token_made"), (inbox, "token_ended")]


def test_staff_have_no_inbox_and_are_mailed_of_a_lock_alone(app: Flask) -> None:
    make_token(Realm.DESK, CLERKS_ADDRESS)
    mistype(CLERKS_ADDRESS, Realm.DESK)
    ((recipient, kind),) = told()
    assert (recipient.startswith("staff:"), kind) == (True, "staff_sign_in_locked")


@pytest.mark.each_engine
def test_a_seeker_is_told_of_a_lock_once_a_day(app: Flask) -> None:
    mistype(MISAKIS_ADDRESS)
    mistype(MISAKIS_ADDRESS)
    assert told() == [(seeker_inbox(seeker_id(MISAKI)), "sign_in_locked")]


def test_an_address_that_nobody_has_is_told_nothing(app: Flask) -> None:
    mistype("nobody@example.com")
    assert told() == []
