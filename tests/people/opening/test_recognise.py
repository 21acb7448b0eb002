"""Who opened an account online and is registered at a counter is recognised, and asked nothing twice."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from booking.people.opening.recognise import MOST_TRIES, recognise
from booking.people.records.correct import Correction, correct_record
from booking.people.records.fields import PersonField
from booking.people.refusals import EmailTaken, NotRecognised
from booking.tables import Account, AuditLine, Realm, Seeker
from database.base import db
from database.transactions import transact
from tests.bookings.builders import all_of, change_seeker
from tests.bookings.races.at_once import at_once
from tests.people.newcomers import BORN, NEWCOMER, account_without_registration, register_address
from tests.town import FRIDAY_MORNING, HATSUE, MISAKI, seeker_id

WRONG = date(1958, 8, 16)


def say(account_id: int, birth_date: date = BORN) -> int:
    """Somebody who is signed in says when they were born."""
    return recognise(account_id, birth_date, now=FRIDAY_MORNING)


@pytest.mark.each_engine
def test_address_and_birth_date_of_the_counter_open_the_my_page(app: Flask) -> None:
    register_address()
    account = account_without_registration()
    assert say(account) == say(account) == seeker_id(HATSUE)
    seeker = db.session.get_one(Seeker, seeker_id(HATSUE))
    assert (seeker.my_page_opened, seeker.email) == (True, NEWCOMER)
    assert all_of(AuditLine)[-1].act == "open_my_page"


def test_another_birth_date_is_counted_and_after_five_only_the_counter_helps(app: Flask) -> None:
    register_address()
    account = account_without_registration()
    for left in range(MOST_TRIES - 1, -1, -1):
        with pytest.raises(NotRecognised) as refused:
            say(account, WRONG)
        assert refused.value.left == left
    with pytest.raises(NotRecognised):
        say(account)


def test_an_address_that_no_counter_knows_finds_nobody(app: Flask) -> None:
    account = account_without_registration()
    with pytest.raises(NotRecognised):
        say(account)


def test_two_who_share_address_and_birthday_are_told_apart_by_the_counter_alone(app: Flask) -> None:
    register_address()
    change_seeker(MISAKI, email=NEWCOMER, birth_date=BORN)
    transact(lambda session: session.execute(delete(Account).where(Account.login == "misaki@example.com")))
    account = account_without_registration()
    with pytest.raises(NotRecognised):
        say(account)


@pytest.mark.each_engine
def test_one_who_presses_twice_at_once_has_one_my_page(app: Flask) -> None:
    register_address()
    account = account_without_registration()
    assert at_once(app, [lambda: say(account), lambda: say(account)]) == [seeker_id(HATSUE)] * 2


@pytest.mark.each_engine
def test_nobody_without_seeker_signs_in_at_the_desk(app: Flask) -> None:
    with pytest.raises(IntegrityError):
        transact(lambda session: session.add(Account(realm=Realm.DESK, login=NEWCOMER)))


def test_staff_cannot_give_the_address_of_such_an_account_to_somebody_else(app: Flask) -> None:
    account_without_registration()
    wanted = Correction({PersonField.EMAIL: NEWCOMER})
    with pytest.raises(EmailTaken):
        correct_record(seeker_id(MISAKI), wanted, staff_id=1, now=FRIDAY_MORNING)
