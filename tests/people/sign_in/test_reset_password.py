"""A forgotten password is set anew by a key that is mailed (user manual ch. 3; japan.md E4)."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from booking.jobs import deliver_mail
from booking.people.account_keys.make import Asker
from booking.people.account_keys.refusals import WrongKey
from booking.people.refusals import AccountLocked, WrongPassword
from booking.people.sign_in.by_password import sign_in
from booking.people.sign_in.password_rule import PasswordProblem, password_problem
from booking.people.sign_in.reset_password import request_reset, reset_password
from booking.people.sign_in.signed_in import principal_of
from booking.services import services
from booking.tables import AccountKey, AuditLine, LinkedIdentity, Realm
from notifier.tables import Delivery, DeliveryState, FailedDelivery, Message
from tests.bookings.builders import all_of, how_many
from tests.mails import key_in, mails_in
from tests.people.sign_in.test_linked_identities import linked
from tests.sign_ins import token_of
from tests.town import FRIDAY_MORNING, password_of

NOW = datetime(2030, 1, 1, 9, 0, tzinfo=UTC)
MISAKIS, NEW = "misaki@example.com", "neu-2027!"


def request(address: str = MISAKIS) -> int:
    """Somebody asks for a key."""
    given = services()
    return request_reset(address, asker=Asker(), replaces=None, keys=given.keys, now=FRIDAY_MORNING, real_now=NOW)


def mailed_key() -> str:
    """The key in the newest mail."""
    deliver_mail()
    return key_in(mails_in(services().config.mail_folder)[-1])


def reset(key_id: int, key: str) -> None:
    """Give the key back with a new password."""
    reset_password(key_id, key, NEW, now=FRIDAY_MORNING, real_now=NOW)


def enter(password: str) -> str:
    """Sign in to Misaki's my-page."""
    entered = sign_in(realm=Realm.MY_PAGE, login=MISAKIS, password=password, known_browser=None, real_now=NOW)
    return token_of(entered)


@pytest.mark.each_engine
def test_the_key_of_the_mail_sets_a_new_password(app: Flask) -> None:
    reset(request(), mailed_key())
    assert principal_of(enter(NEW), real_now=NOW) is not None
    with pytest.raises(WrongPassword):
        enter(password_of(app, MISAKIS))


def test_whoever_was_signed_in_is_out_and_the_owner_is_told(app: Flask) -> None:
    token = enter(password_of(app, MISAKIS))
    reset(request(), mailed_key())
    assert principal_of(token, real_now=NOW) is None
    assert [message.kind for message in all_of(Message)] == ["reset_key", "password_changed"]
    assert all_of(AuditLine)[-1].act == "reset_password"


def test_what_was_linked_is_no_more(app: Flask) -> None:
    """Whoever knew the old password may have linked an identity of their own."""
    linked()
    reset(request(), mailed_key())
    assert [message.kind for message in all_of(Message)][-2:] == ["password_changed", "identity_unlinked"]
    assert how_many(LinkedIdentity) == 0


def test_it_is_the_way_back_in_from_a_lock(app: Flask) -> None:
    for _ in range(5):
        with pytest.raises((WrongPassword, AccountLocked)):
            enter("wrong")
    reset(request(), mailed_key())
    assert enter(NEW)


def test_a_wrong_key_changes_nothing(app: Flask) -> None:
    with pytest.raises(WrongKey):
        reset(request(), "WRONG22222")
    assert enter(password_of(app, MISAKIS))


@pytest.mark.each_engine
def test_an_address_that_nobody_has_leaves_the_same_rows_and_no_mail(app: Flask) -> None:
    request("nobody@example.com")
    deliver_mail()
    assert mails_in(services().config.mail_folder) == []
    (key,), (delivery,) = all_of(AccountKey), all_of(Delivery)
    assert (key.account_id, delivery.state) == (None, DeliveryState.DROPPED)
    assert all_of(FailedDelivery) == []


def test_no_row_of_messages_names_the_address_or_the_key(app: Flask) -> None:
    request()
    (message,) = all_of(Message)
    (key,) = all_of(AccountKey)
    assert (message.recipient, message.references) == (f"key:{key.id}", {"key": key.id})


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        ("neu-2027!", None),
        ("a1!" * 10 + "ab", None),  # 32 characters
        ("", PasswordProblem.MISSING),
        ("neu-27!", PasswordProblem.LENGTH),
        ("a1!" * 11, PasswordProblem.LENGTH),
        ("neuneu2027", PasswordProblem.CHARACTERS),
        ("neuneu!!", PasswordProblem.CHARACTERS),
        ("2027-2027", PasswordProblem.CHARACTERS),
        ("ｎｅｕ-2027!", PasswordProblem.NOT_HALF_WIDTH),
        ("neu 2027!", PasswordProblem.NOT_HALF_WIDTH),
        ("パスワード-2027a", PasswordProblem.NOT_HALF_WIDTH),
    ],
)
def test_a_password_has_digits_letters_and_symbols(password: str, problem: PasswordProblem | None) -> None:
    assert password_problem(password) is problem
