"""Staff set a forgotten password anew by a link that is mailed."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from booking.jobs import deliver_mail
from booking.people.account_keys.make import Asker
from booking.people.account_keys.refusals import KeyEnded
from booking.people.refusals import AccountLocked, WrongPassword
from booking.people.sign_in.by_password import sign_in
from booking.people.sign_in.signed_in import principal_of
from booking.people.staff_accounts.disable import disable_colleague
from booking.people.staff_accounts.refusals import NoPassword, NotInCharge
from booking.people.staff_accounts.reset import mail_reset, request_staff_reset, reset_staff_password
from booking.services import services
from booking.tables import AccountKey, AuditLine, Realm
from notifier.tables import Delivery, DeliveryState, Message
from tests.bookings.builders import all_of
from tests.mails import link_in, mails_in, text_of
from tests.sign_ins import token_of
from tests.town import FRIDAY_MORNING, password_of, staff_id

pytestmark = pytest.mark.any_engine

NOW = datetime(2030, 1, 1, 9, 0, tzinfo=UTC)
CLERKS, NEW = "uketsuke.omura@example.com", "neu-2027!"
CLERK, MANAGER, ADMINISTRATOR = "受付 二郎", "管理 京子", "運用 守"


def request(address: str = CLERKS) -> None:
    """Somebody asks at the desk's door."""
    request_staff_reset(
        address, asker=Asker(network="a network"), keys=services().keys, now=FRIDAY_MORNING, real_now=NOW
    )


def ask_for(name: str, *, by: str) -> None:
    """A colleague has a link mailed."""
    mail_reset(staff_id(name), by=staff_id(by), keys=services().keys, now=FRIDAY_MORNING, real_now=NOW)


def mailed_link() -> str:
    """The token of the link in the newest mail."""
    deliver_mail()
    return link_in(mails_in(services().config.mail_folder)[-1])


def reset(token: str, *, at: datetime = NOW) -> None:
    """Open the link and set a new password."""
    reset_staff_password(token, NEW, now=FRIDAY_MORNING, real_now=at)


def enter(password: str) -> str:
    """Sign in as the clerk."""
    return token_of(sign_in(realm=Realm.DESK, login=CLERKS, password=password, known_browser=None, real_now=NOW))


@pytest.mark.each_engine
def test_the_link_sets_a_new_password_and_signs_everybody_out(app: Flask) -> None:
    before = enter(password_of(app, CLERKS))
    request()
    reset(mailed_link())
    assert principal_of(before, real_now=NOW) is None
    assert principal_of(enter(NEW), real_now=NOW) is not None
    with pytest.raises(WrongPassword):
        enter(password_of(app, CLERKS))
    assert all_of(AuditLine)[-1].act == "reset_password"


def test_the_owner_is_told_by_mail(app: Flask) -> None:
    request()
    reset(mailed_link())
    deliver_mail()
    told = mails_in(services().config.mail_folder)[-1]
    assert told["To"] == CLERKS
    assert "パスワードが変更されました" in text_of(told)


def test_it_is_the_way_back_in_from_a_lock(app: Flask) -> None:
    for _ in range(5):
        with pytest.raises((WrongPassword, AccountLocked)):
            enter("wrong")
    request()
    reset(mailed_link())
    assert enter(NEW)


@pytest.mark.each_engine
def test_an_address_that_nobody_has_leaves_the_same_rows_and_no_mail(app: Flask) -> None:
    request("nobody@example.com")
    deliver_mail()
    assert mails_in(services().config.mail_folder) == []
    (key,), (delivery,) = all_of(AccountKey), all_of(Delivery)
    assert (key.account_id, delivery.state) == (None, DeliveryState.DROPPED)


def test_the_address_of_a_seeker_is_none_of_staff(app: Flask) -> None:
    request("misaki@example.com")
    deliver_mail()
    assert mails_in(services().config.mail_folder) == []


def test_whoever_has_left_gets_no_link(app: Flask) -> None:
    disable_colleague(staff_id(CLERK), by=staff_id(MANAGER), now=FRIDAY_MORNING, real_now=NOW)
    request()
    deliver_mail()
    assert mails_in(services().config.mail_folder) == []
    with pytest.raises(NoPassword):
        ask_for(CLERK, by=MANAGER)


def test_a_stranger_who_asks_ends_nobodys_link(app: Flask) -> None:
    ask_for(CLERK, by=MANAGER)
    token = mailed_link()
    request()
    reset(token)
    assert enter(NEW)


def test_all_links_end_with_the_one_that_is_used(app: Flask) -> None:
    request()
    first = mailed_link()
    request()
    reset(mailed_link())
    with pytest.raises(KeyEnded):
        reset(first)


@pytest.mark.parametrize(("minutes", "good"), [(49, True), (50, False)])
def test_a_link_is_good_for_fifty_minutes(app: Flask, minutes: int, good: bool) -> None:
    ask_for(CLERK, by=MANAGER)
    token, then = mailed_link(), NOW + timedelta(minutes=minutes)
    if good:
        reset(token, at=then)
        return
    with pytest.raises(KeyEnded):
        reset(token, at=then)


def test_a_manager_has_no_link_mailed_to_an_administrator(app: Flask) -> None:
    with pytest.raises(NotInCharge):
        ask_for(ADMINISTRATOR, by=MANAGER)


def test_no_row_of_messages_names_the_address_or_the_link(app: Flask) -> None:
    request()
    (message,), (key,) = all_of(Message), all_of(AccountKey)
    assert (message.recipient, message.references) == (f"key:{key.id}", {"key": key.id})
