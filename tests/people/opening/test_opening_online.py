"""Whoever no counter knows opens an account online (japan.md D3; route 2), or by the link of a mail (C1)."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from booking.jobs import deliver_mail
from booking.people.account_keys.make import Asker
from booking.people.account_keys.refusals import KeyEnded
from booking.people.opening import by_link
from booking.people.opening.consents import Agreement
from booking.people.opening.documents import VERSIONS
from booking.people.opening.draft import Applicant
from booking.people.opening.online import open_account, request_account
from booking.people.sign_in.signed_in import Entered, principal_of
from booking.people.sign_in.trusted_browsers import STRANGE
from booking.services import services
from booking.tables import Account, AccountConsent, AccountKey, Document
from notifier.tables import Message
from tests.bookings.builders import all_of
from tests.bookings.races.at_once import at_once
from tests.mails import key_in, mails_in, page_in
from tests.people.newcomers import BORN, NEWCOMER, PASSWORD, register_address
from tests.town import FRIDAY_MORNING, HATSUE, seeker_id

NOW = datetime(2030, 1, 1, 9, 0, tzinfo=UTC)


def applicant(address: str = NEWCOMER, *, network: str = "") -> Applicant:
    """Who has agreed to both texts."""
    return Applicant(address, Agreement(dict(VERSIONS), NOW), Asker(network=network))


def request(address: str = NEWCOMER, *, network: str = "") -> int:
    """Somebody asks for a key."""
    found = applicant(address, network=network)
    return request_account(found, keys=services().keys, now=FRIDAY_MORNING, real_now=NOW)


def mailed_key() -> str:
    """The key in the newest mail."""
    deliver_mail()
    return key_in(mails_in(services().config.mail_folder)[-1])


def open_with(key_id: int, key: str) -> Entered:
    """Give the key back with a password."""
    return open_account(key_id, key, PASSWORD, browser=STRANGE, keys=services().keys, now=FRIDAY_MORNING, real_now=NOW)


def mailed_link() -> str:
    """The token of the link in the newest mail."""
    by_link.request_link(applicant(), keys=services().keys, now=FRIDAY_MORNING, real_now=NOW)
    deliver_mail()
    return page_in(mails_in(services().config.mail_folder)[-1]).rpartition("/")[2]


def confirm(token: str, born: date = BORN) -> bool:
    """Fill in what is needed, and press 「登録する」."""
    by_link.fill_in(token, born, PASSWORD, keys=services().keys, real_now=NOW)
    return by_link.confirm(token, keys=services().keys, now=FRIDAY_MORNING, real_now=NOW)


@pytest.mark.each_engine
def test_the_key_of_the_mail_opens_an_account_without_a_seeker_and_signs_in(app: Flask) -> None:
    entered = open_with(request(), mailed_key())
    signed_in = principal_of(entered.token, real_now=NOW)
    assert signed_in is not None
    assert signed_in.is_unregistered
    assert {one.document for one in all_of(AccountConsent)} == set(Document)


@pytest.mark.each_engine
def test_of_two_who_open_an_account_with_one_address_at_once_one_does(app: Flask) -> None:
    first, first_key = request(network="one"), mailed_key()
    second, second_key = request(network="two"), mailed_key()
    done = at_once(app, [lambda: open_with(first, first_key), lambda: open_with(second, second_key)])
    assert sorted(type(one).__name__ for one in done) == ["AlreadyOpened", "Entered"]


def test_an_address_with_an_account_is_mailed_the_way_back_in_and_leaves_the_same_rows(app: Flask) -> None:
    request("misaki@example.com")
    request()
    taken, free = all_of(AccountKey)
    assert [message.kind for message in all_of(Message)] == ["already_open", "register_key"]
    for key in (taken, free):
        assert None not in (key.secret_sealed, key.draft_sealed)


@pytest.mark.each_engine
def test_the_link_opens_the_my_page_of_whom_a_counter_has_registered(app: Flask) -> None:
    register_address()
    assert confirm(mailed_link()) is True
    (account,) = [one for one in all_of(Account) if one.login == NEWCOMER]
    assert account.seeker_id == seeker_id(HATSUE)


def test_the_link_opens_an_account_for_whom_nobody_knows(app: Flask) -> None:
    register_address()
    assert confirm(mailed_link(), date(1958, 8, 16)) is False
    (account,) = [one for one in all_of(Account) if one.login == NEWCOMER]
    assert account.seeker_id is None


def test_looking_at_the_link_uses_nothing_up_and_confirming_does(app: Flask) -> None:
    token = mailed_link()
    confirm(token)
    with pytest.raises(KeyEnded):
        confirm(token)


def test_a_link_confirms_nothing_before_it_is_filled_in(app: Flask) -> None:
    token = mailed_link()
    with pytest.raises(KeyEnded):
        by_link.confirm(token, keys=services().keys, now=FRIDAY_MORNING, real_now=NOW)


@pytest.mark.each_engine
def test_of_two_links_to_one_address_at_once_one_opens(app: Flask) -> None:
    first, second = mailed_link(), mailed_link()
    done = at_once(app, [lambda: confirm(first), lambda: confirm(second)])
    assert sorted(type(one).__name__ for one in done) == ["AlreadyOpened", "bool"]
