"""Who is signed in changes the mail address, and it can be undone from the old one. All moments are real time."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from booking.feeds.seeker_addresses import ensure_feed
from booking.jobs import deliver_mail
from booking.people.account_keys.make import Asker
from booking.people.account_keys.refusals import KeyEnded, WrongKey
from booking.people.principals import Principal
from booking.people.records.correct import Correction, correct_record
from booking.people.records.fields import PersonField
from booking.people.refusals import EmailTaken, WrongPassword
from booking.people.sign_in.by_password import sign_in
from booking.people.sign_in.change_email import UNDONE_WITHIN, confirm_change, request_change
from booking.people.sign_in.reset_password import request_reset, reset_password
from booking.people.sign_in.signed_in import principal_of
from booking.people.sign_in.undo_email import undo_change
from booking.services import services
from booking.tables import Account, AccountKey, AuditLine, Realm, Seeker, SeekerFeed
from database.base import db
from notifier.tables import Delivery, DeliveryState, Message
from tests.bookings.builders import all_of
from tests.bookings.races.at_once import at_once
from tests.mails import key_in, mails_in, text_of
from tests.sign_ins import token_of
from tests.town import FRIDAY_MORNING, MISAKI, TARO, password_of, seeker_id

pytestmark = pytest.mark.any_engine

NOW = datetime(2030, 1, 1, 9, 0, tzinfo=UTC)
OLD, NEW, NEWER, TAROS = "misaki@example.com", "misaki.t@example.com", "misaki.x@example.com", "taro.mihon@example.com"


def owner(number: str = MISAKI) -> Principal:
    """Who is signed in."""
    account_id = db.session.scalars(select(Account.id).where(Account.seeker_id == seeker_id(number))).one()
    db.session.rollback()
    return Principal(account_id, Realm.MY_PAGE, "見本", seeker_id=seeker_id(number))


def request(address: str = NEW, *, who: Principal | None = None) -> int:
    """Ask for a key at the new address."""
    by, keys = who or owner(), services().keys
    return request_change(by, address, asker=Asker(), replaces=None, keys=keys, now=FRIDAY_MORNING, real_now=NOW)


def confirm(key_id: int, key: str, *, who: Principal | None = None) -> str:
    """Type the key."""
    by, keys = who or owner(), services().keys
    return confirm_change(by, key_id, key, asker=Asker(), keys=keys, now=FRIDAY_MORNING, real_now=NOW)


def ask_for_a_new_password(address: str) -> int:
    """Whoever reads the mailbox of this address says that the password is forgotten."""
    keys = services().keys
    return request_reset(address, asker=Asker(), replaces=None, keys=keys, now=FRIDAY_MORNING, real_now=NOW)


def change_to(address: str = NEW) -> None:
    """Ask and confirm."""
    key_id = request(address)
    confirm(key_id, mailed_key())


def undo(token: str, *, at: datetime = NOW) -> None:
    """Follow the link of the mail to the old address."""
    undo_change(token, keys=services().keys, now=FRIDAY_MORNING, real_now=at)


def mail_to(address: str) -> str:
    """The newest mail to this address, once what is due has gone out."""
    db.session.rollback()
    deliver_mail()
    return text_of([mail for mail in mails_in(services().config.mail_folder) if mail["To"] == address][-1])


def mailed_key() -> str:
    """The key in the newest mail."""
    db.session.rollback()
    deliver_mail()
    return key_in(mails_in(services().config.mail_folder)[-1])


def link_to(address: str = OLD) -> str:
    """The token of the link that this address was mailed."""
    return mail_to(address).split("/email/undo/")[1].split()[0]


def addresses() -> tuple[str | None, str]:
    """Where letters go, and what is typed at the sign-in."""
    db.session.rollback()
    query = select(Seeker.email, Account.login).join(Account).where(Seeker.seeker_number == MISAKI)
    email, login = db.session.execute(query).one()
    return email, login


def enter(app: Flask, login: str) -> str:
    """Sign in with the password of the samples."""
    password = password_of(app, OLD)
    return token_of(sign_in(realm=Realm.MY_PAGE, login=login, password=password, known_browser=None, real_now=NOW))


@pytest.mark.each_engine
def test_the_key_of_the_new_address_changes_sign_in_and_letters(app: Flask) -> None:
    change_to()
    assert addresses() == (NEW, NEW)
    assert enter(app, NEW)


def test_nothing_changes_before_the_key_is_typed(app: Flask) -> None:
    key_id = request()
    with pytest.raises(WrongKey):
        confirm(key_id, "WRONG22222")
    assert addresses() == (OLD, OLD)


def test_the_new_address_and_the_old_one_are_told(app: Flask) -> None:
    change_to()
    assert "変更しました" in mail_to(NEW)
    assert "72時間以内" in mail_to(OLD)
    assert [message.kind for message in all_of(Message)] == ["change_email_key", "undo_email", "own_email_changed"]
    assert all_of(AuditLine)[-1].act == "change_email"


def test_no_row_of_messages_or_audit_names_an_address(app: Flask) -> None:
    change_to()
    told = [f"{row.recipient} {row.about} {row.references}" for row in all_of(Message)]
    audited = [str(row.facts) for row in all_of(AuditLine)]
    assert not [line for line in told + audited if "@" in line]


@pytest.mark.each_engine
def test_an_address_that_somebody_has_leaves_the_same_rows_and_no_mail(app: Flask) -> None:
    key_id = request(TAROS)
    deliver_mail()
    assert mails_in(services().config.mail_folder) == []
    (key,), (delivery,) = all_of(AccountKey), all_of(Delivery)
    assert (key.id, key.account_id, delivery.state) == (key_id, None, DeliveryState.DROPPED)


@pytest.mark.each_engine
def test_of_two_who_want_one_address_at_once_one_gets_it(app: Flask) -> None:
    mine, taros = owner(), owner(TARO)
    first = request(NEWER, who=mine)
    key = mailed_key()
    second = request(NEWER, who=taros)
    other_key = mailed_key()
    outcomes = at_once(app, [lambda: confirm(first, key, who=mine), lambda: confirm(second, other_key, who=taros)])
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["EmailTaken", "str"]


def test_the_key_of_somebody_else_changes_nothing(app: Flask) -> None:
    key_id = request()
    with pytest.raises(KeyEnded):
        confirm(key_id, mailed_key(), who=owner(TARO))
    assert addresses() == (OLD, OLD)


def test_a_correction_at_the_counter_ends_what_was_asked_for_before(app: Flask) -> None:
    key_id = request(NEWER)
    key = mailed_key()
    correct_record(seeker_id(MISAKI), Correction({PersonField.EMAIL: NEW}), staff_id=1, now=FRIDAY_MORNING)
    with pytest.raises(KeyEnded):
        confirm(key_id, key)
    assert addresses() == (NEW, NEW)


@pytest.mark.each_engine
def test_the_link_puts_the_old_address_back_and_lets_nobody_in(app: Flask) -> None:
    change_to()
    token = enter(app, NEW)
    undo(link_to())
    assert addresses() == (OLD, OLD)
    assert principal_of(token, real_now=NOW) is None
    with pytest.raises(WrongPassword):
        enter(app, OLD)
    assert "新しいパスワードを登録" in mail_to(OLD)


@pytest.mark.parametrize(("seconds", "good"), [(-1, True), (0, False)])
@pytest.mark.each_engine
def test_it_is_undone_within_seventy_two_hours(app: Flask, seconds: int, good: bool) -> None:
    change_to()
    link, later = link_to(), NOW + UNDONE_WITHIN + timedelta(seconds=seconds)
    if good:
        undo(link, at=later)
    else:
        with pytest.raises(KeyEnded):
            undo(link, at=later)
    assert addresses() == ((OLD, OLD) if good else (NEW, NEW))
    assert timedelta(hours=72) == UNDONE_WITHIN


def test_who_took_the_account_over_cannot_end_the_way_back_by_changing_again(app: Flask) -> None:
    change_to(NEW)
    link = link_to()
    change_to(NEWER)
    undo(link)
    assert addresses() == (OLD, OLD)


def test_after_it_was_undone_no_other_link_works(app: Flask) -> None:
    change_to(NEW)
    link = link_to()
    change_to(NEWER)
    theirs = link_to(NEW)
    undo(link)
    for ended in (theirs, link):
        with pytest.raises(KeyEnded):
            undo(ended)
    assert addresses() == (OLD, OLD)


def test_a_correction_at_the_counter_ends_the_way_back(app: Flask) -> None:
    change_to()
    link = link_to()
    correct_record(seeker_id(MISAKI), Correction({PersonField.EMAIL: NEWER}), staff_id=1, now=FRIDAY_MORNING)
    with pytest.raises(KeyEnded):
        undo(link)
    assert addresses() == (NEWER, NEWER)


def test_the_way_back_is_closed_where_somebody_else_has_the_address_by_now(app: Flask) -> None:
    change_to()
    link = link_to()
    correct_record(seeker_id(TARO), Correction({PersonField.EMAIL: OLD}), staff_id=1, now=FRIDAY_MORNING)
    with pytest.raises(EmailTaken):
        undo(link)
    assert addresses() == (NEW, NEW)


@pytest.mark.each_engine
def test_seeker_and_counter_at_once_leave_one_address_for_sign_in_and_letters(app: Flask) -> None:
    mine, key_id = owner(), request()
    key, number = mailed_key(), seeker_id(MISAKI)
    told = Correction({PersonField.EMAIL: NEWER})
    ways: list[Callable[[], object]] = [
        lambda: confirm(key_id, key, who=mine),
        lambda: correct_record(number, told, staff_id=1, now=FRIDAY_MORNING),
    ]
    outcomes = at_once(app, ways)
    assert isinstance(outcomes[0], str | KeyEnded)
    assert not isinstance(outcomes[1], Exception)
    assert addresses() == (NEWER, NEWER) or addresses() == (NEW, NEW)


def test_a_key_for_a_new_password_ends_with_the_address_that_it_was_mailed_to(app: Flask) -> None:
    change_to()
    theirs = ask_for_a_new_password(NEW)
    key = mailed_key()
    undo(link_to())
    with pytest.raises(KeyEnded):
        reset_password(theirs, key, "theirs-2030!", now=FRIDAY_MORNING, real_now=NOW)


def test_a_key_that_the_old_mailbox_was_sent_sets_no_password_after_the_counter_corrected_it(app: Flask) -> None:
    theirs = ask_for_a_new_password(OLD)
    key = mailed_key()
    correct_record(seeker_id(MISAKI), Correction({PersonField.EMAIL: NEW}), staff_id=1, now=FRIDAY_MORNING)
    with pytest.raises(KeyEnded):
        reset_password(theirs, key, "theirs-2030!", now=FRIDAY_MORNING, real_now=NOW)


def test_undone_it_ends_calendar_addresses_that_the_other_one_made(app: Flask) -> None:
    change_to()
    ensure_feed(seeker_id(MISAKI), secret_key="x", now=FRIDAY_MORNING)
    undo(link_to())
    assert [feed.revoked_at for feed in all_of(SeekerFeed)] == [FRIDAY_MORNING]
