"""Who is signed in changes the password. All moments are real time."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask

from booking.people.refusals import AccountLocked, WrongPassword
from booking.people.sign_in.by_password import sign_in
from booking.people.sign_in.change_password import change_password
from booking.people.sign_in.signed_in import principal_of
from booking.people.sign_in.trusted_browsers import trust
from booking.tables import AuditLine, Realm, TrustedBrowser
from database.transactions import transact
from notifier.tables import Message
from tests.bookings.builders import all_of, how_many
from tests.bookings.races.at_once import at_once
from tests.sign_ins import token_of
from tests.town import FRIDAY_MORNING, password_of

pytestmark = pytest.mark.any_engine

NOW = datetime(2030, 1, 1, 9, 0, tzinfo=UTC)
MISAKIS, CLERKS, NEW = "misaki@example.com", "uketsuke.omura@example.com", "neu-2027!"


def enter(app: Flask, password: str | None = None, *, realm: Realm = Realm.MY_PAGE, login: str = MISAKIS) -> str:
    """Sign in with the password of the samples, unless another is given; the token."""
    typed = password or password_of(app, login)
    return token_of(sign_in(realm=realm, login=login, password=typed, known_browser=None, real_now=NOW))


def change(token: str, old: str, new: str = NEW) -> str:
    """Change the password in the browser of `token`; its new token."""
    return form_of(token, old, new)()


def form_of(token: str, old: str, new: str = NEW) -> Callable[[], str]:
    """The filled form in the browser of `token`, which is signed in now; sending it answers its new token."""
    who = principal_of(token, real_now=NOW)
    assert who is not None
    return lambda: change_password(who, old, new, token=token, known_browser=None, now=FRIDAY_MORNING, real_now=NOW)


@pytest.mark.each_engine
def test_the_new_password_opens_and_the_old_one_no_more(app: Flask) -> None:
    change(enter(app), password_of(app, MISAKIS))
    assert enter(app, NEW)
    with pytest.raises(WrongPassword):
        enter(app)


@pytest.mark.each_engine
def test_every_other_browser_is_out_and_this_one_goes_on_under_another_token(app: Flask) -> None:
    mine, other = enter(app), enter(app)
    renewed = change(mine, password_of(app, MISAKIS))
    assert [principal_of(token, real_now=NOW) is not None for token in (renewed, mine, other)] == [True, False, False]


def test_no_browser_skips_the_one_time_password_any_more(app: Flask) -> None:
    mine = enter(app)
    who = principal_of(mine, real_now=NOW)
    assert who is not None
    transact(lambda session: trust(session, who.account_id, agent="Chrome/Android", real_now=NOW))
    change(mine, password_of(app, MISAKIS))
    assert how_many(TrustedBrowser) == 0


def test_the_owner_is_told_and_it_is_audited(app: Flask) -> None:
    change(enter(app), password_of(app, MISAKIS))
    assert [message.kind for message in all_of(Message)] == ["password_changed"]
    assert all_of(AuditLine)[-1].act == "change_password"


def test_staff_change_theirs_and_have_no_inbox(app: Flask) -> None:
    change(enter(app, realm=Realm.DESK, login=CLERKS), password_of(app, CLERKS))
    assert enter(app, NEW, realm=Realm.DESK, login=CLERKS)
    assert all_of(Message) == []


@pytest.mark.each_engine
def test_who_finds_a_browser_open_guesses_no_more_often_than_a_stranger(app: Flask) -> None:
    token = enter(app)
    for _ in range(4):
        with pytest.raises(WrongPassword):
            change(token, "wrong")
    with pytest.raises(AccountLocked):
        change(token, "wrong")
    with pytest.raises(AccountLocked):
        change(token, password_of(app, MISAKIS))


@pytest.mark.each_engine
def test_of_two_who_change_it_at_once_one_is_refused(app: Flask) -> None:
    old = password_of(app, MISAKIS)
    first, second = enter(app), enter(app)
    # Both were signed in when they pressed: whoever comes second is refused for the old password, not sent to sign in.
    outcomes = at_once(app, [form_of(first, old), form_of(second, old, "anders-2027!")])
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["WrongPassword", "str"]
