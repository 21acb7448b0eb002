"""Whoever a counter has registered opens the my-page with a mailed key (japan.md D1, D2; route 1)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from booking.jobs import deliver_mail
from booking.people.account_keys.make import Asker
from booking.people.account_keys.refusals import KeyEnded, WrongKey
from booking.people.opening.at_counter import open_my_page, request_opening
from booking.people.opening.consents import Agreement
from booking.people.opening.documents import VERSIONS
from booking.people.opening.draft import Applicant
from booking.people.opening.who import registered_at_counter
from booking.people.records.closing import close_my_page
from booking.people.refusals import AlreadyOpened
from booking.people.sign_in.by_password import sign_in
from booking.people.sign_in.signed_in import Entered, principal_of
from booking.services import services
from booking.tables import Account, AccountConsent, AccountKey, AuditLine, Document, Realm, Seeker
from database.base import db
from database.transactions import transact
from notifier.tables import Delivery, DeliveryState, FailedDelivery, Message
from tests.bookings.builders import all_of, change_seeker
from tests.bookings.races.at_once import at_once
from tests.mails import key_in, mails_in, text_of
from tests.people.newcomers import BORN, NEWCOMER, PASSWORD, account_without_registration, register_address
from tests.town import FRIDAY_MORNING, HATSUE, seeker_id

NOW = datetime(2030, 1, 1, 9, 0, tzinfo=UTC)
AGREED = Agreement(dict(VERSIONS), NOW - timedelta(minutes=2))


def request(address: str = NEWCOMER, born: date = BORN, *, replaces: int | None = None, network: str = "") -> int:
    """Somebody asks for a key."""
    applicant = Applicant(address, AGREED, Asker(network=network), replaces)
    return request_opening(applicant, born, keys=services().keys, now=FRIDAY_MORNING, real_now=NOW)


def newest_mail() -> str:
    """What the newest mail says; empty if there is none."""
    deliver_mail()
    mails = mails_in(services().config.mail_folder)
    return text_of(mails[-1]) if mails else ""


def mailed_key() -> str:
    """The key in the newest mail."""
    deliver_mail()
    return key_in(mails_in(services().config.mail_folder)[-1])


def open_with(key_id: int, key: str, *, after: timedelta = timedelta()) -> None:
    """Give the key back with a password."""
    open_my_page(key_id, key, PASSWORD, keys=services().keys, now=FRIDAY_MORNING, real_now=NOW + after)


@pytest.mark.each_engine
def test_the_key_of_the_mail_opens_the_my_page(app: Flask) -> None:
    register_address()
    open_with(request(), mailed_key())
    entered = sign_in(realm=Realm.MY_PAGE, login=NEWCOMER, password=PASSWORD, known_browser=None, real_now=NOW)
    assert isinstance(entered, Entered)
    signed_in = principal_of(entered.token, real_now=NOW)
    assert signed_in is not None
    assert signed_in.seeker_id == seeker_id(HATSUE)
    assert db.session.get_one(Seeker, seeker_id(HATSUE)).my_page_opened
    assert all_of(AuditLine)[-1].act == "open_my_page"


def test_what_was_agreed_to_is_kept_with_version_and_moment(app: Flask) -> None:
    register_address()
    open_with(request(), mailed_key())
    consents = {(one.document, one.version, one.agreed_at) for one in all_of(AccountConsent)}
    assert consents == {(document, VERSIONS[document], AGREED.agreed_at) for document in Document}


@pytest.mark.parametrize(("minutes", "good"), [(49, True), (50, False)])
def test_the_key_is_good_for_fifty_minutes(app: Flask, minutes: int, good: bool) -> None:
    register_address()
    key_id, key = request(), mailed_key()
    if good:
        open_with(key_id, key, after=timedelta(minutes=minutes))
    else:
        with pytest.raises(KeyEnded):
            open_with(key_id, key, after=timedelta(minutes=minutes))


@pytest.mark.parametrize(("address", "born"), [("nobody@example.com", BORN), (NEWCOMER, date(1958, 8, 16))])
@pytest.mark.each_engine
def test_who_does_not_fit_leaves_the_same_rows_and_gets_no_mail(app: Flask, address: str, born: date) -> None:
    register_address()
    request(address, born)
    assert newest_mail() == ""
    (key,), (delivery,), (message,) = all_of(AccountKey), all_of(Delivery), all_of(Message)
    assert (key.seeker_id, key.account_id, key.secret_sealed) == (None, None, None)
    assert key.draft_sealed is not None
    assert (message.kind, delivery.state) == ("open_key", DeliveryState.DROPPED)
    assert all_of(FailedDelivery) == []


def test_whoever_has_a_my_page_is_mailed_the_way_back_in_instead(app: Flask) -> None:
    request("misaki@example.com", date(1991, 12, 29))
    mail = newest_mail()
    assert "すでに登録されています" in mail
    assert "認証キー ：" not in mail
    assert "/login" in mail


def test_a_wrong_key_is_counted_and_opens_nothing(app: Flask) -> None:
    register_address()
    key_id = request()
    with pytest.raises(WrongKey) as refused:
        open_with(key_id, "WRONG22222")
    assert refused.value.left == 4
    assert db.session.scalar(select(Account).where(Account.login == NEWCOMER)) is None


def test_the_newest_key_of_a_browser_alone_opens(app: Flask) -> None:
    register_address()
    older = request()
    older_key = mailed_key()
    newer = request(replaces=older)
    with pytest.raises(KeyEnded):
        open_with(older, older_key)
    open_with(newer, mailed_key())


@pytest.mark.each_engine
def test_of_two_who_open_it_at_once_one_does(app: Flask) -> None:
    register_address()
    first, first_key = request(network="one"), mailed_key()
    second, second_key = request(network="two"), mailed_key()
    done = at_once(app, [lambda: open_with(first, first_key), lambda: open_with(second, second_key)])
    assert sorted(type(one).__name__ for one in done) == ["AlreadyOpened", "NoneType"]
    assert len([one for one in all_of(Account) if one.seeker_id == seeker_id(HATSUE)]) == 1


def test_a_key_is_used_once(app: Flask) -> None:
    register_address()
    key_id, key = request(), mailed_key()
    open_with(key_id, key)
    with pytest.raises(KeyEnded):
        open_with(key_id, key)


def test_an_account_that_waited_for_a_registration_becomes_the_my_page(app: Flask) -> None:
    register_address()
    waiting = account_without_registration()
    open_with(request(), mailed_key())
    assert db.session.get_one(Account, waiting).seeker_id == seeker_id(HATSUE)


def test_an_address_that_the_counter_corrected_meanwhile_opens_nothing(app: Flask) -> None:
    register_address()
    key_id, key = request(), mailed_key()
    change_seeker(HATSUE, email="another@example.com")
    with pytest.raises(KeyEnded):
        open_with(key_id, key)


def test_a_my_page_that_an_office_closed_is_opened_by_nobody(app: Flask) -> None:
    register_address()
    key_id, key = request(), mailed_key()
    close_my_page(seeker_id(HATSUE), reason="貸されていたため", staff_id=1, now=FRIDAY_MORNING, real_now=NOW)
    with pytest.raises(KeyEnded):
        open_with(key_id, key)
    assert registered_at_counter(db.session(), NEWCOMER, BORN) is None


def test_an_address_that_somebody_else_took_meanwhile_is_told_so(app: Flask) -> None:
    register_address()
    key_id, key = request(), mailed_key()
    of_misaki = update(Account).where(Account.login == "misaki@example.com").values(login=NEWCOMER)
    transact(lambda session: session.execute(of_misaki))
    with pytest.raises(AlreadyOpened):
        open_with(key_id, key)


def test_no_row_names_what_was_said_and_nothing_is_left_of_it(app: Flask) -> None:
    register_address()
    key_id = request()
    (kept,) = all_of(AccountKey)
    assert kept.draft_sealed is not None
    assert NEWCOMER.encode() not in kept.draft_sealed
    open_with(key_id, mailed_key())
    (used,) = all_of(AccountKey)
    assert (used.draft_sealed, used.secret_sealed) == (None, None)
