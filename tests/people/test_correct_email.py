"""Staff correct a mail address: letters and sign-in follow it, the seeker is told, and nobody else's is taken."""

from datetime import datetime, timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from booking.announcements.announce import seeker_inbox
from booking.bookings.book import book
from booking.jobs import deliver_mail, issue_meetings
from booking.people.records.correct import Correction, correct_record
from booking.people.records.fields import PersonField
from booking.people.refusals import EmailTaken
from booking.services import services
from booking.tables import Account, AuditLine, Seeker
from database.base import db
from notifier.tables import Delivery, DeliveryState, Message
from tests.bookings.builders import all_of, how_many, web_request
from tests.bookings.races.at_once import at_once
from tests.mails import mails_in, text_of
from tests.town import FRIDAY_MORNING, HATSUE, MISAKI, TARO, seeker_id

pytestmark = pytest.mark.any_engine

NEW = "misaki.t@example.com"
AN_HOUR_EARLIER = FRIDAY_MORNING - timedelta(hours=1)
OWN, TAROS = "misaki@example.com", "taro.mihon@example.com"


def correct(address: str, number: str = MISAKI, *, now: datetime = FRIDAY_MORNING) -> bool:
    """A clerk corrects the address of the seeker with this number."""
    return bool(correct_record(seeker_id(number), Correction({PersonField.EMAIL: address}), staff_id=1, now=now))


def addresses(number: str = MISAKI) -> tuple[str | None, str]:
    """Where letters go, and what is typed at the sign-in."""
    db.session.rollback()
    query = select(Seeker.email, Account.login).join(Account).where(Seeker.seeker_number == number)
    email, login = db.session.execute(query).one()
    return email, login


@pytest.mark.each_engine
def test_letters_and_sign_in_follow_the_new_address(app: Flask) -> None:
    assert correct(NEW)
    assert addresses() == (NEW, NEW)


def test_the_seeker_is_told_at_the_new_address(app: Flask) -> None:
    correct(NEW)
    deliver_mail()
    (message,), (mail,) = all_of(Message), mails_in(services().config.mail_folder)
    assert (message.recipient, message.kind) == (seeker_inbox(seeker_id(MISAKI)), "email_changed")
    assert mail["To"] == NEW
    assert "このアドレスに変更しました" in text_of(mail)


def test_what_waits_goes_to_the_new_address(app: Flask) -> None:
    book(web_request(), now=FRIDAY_MORNING)
    correct(NEW)
    issue_meetings()
    deliver_mail()
    assert [mail["To"] for mail in mails_in(services().config.mail_folder)] == [NEW, NEW]


def test_the_line_of_the_audit_log_names_the_field_and_no_address(app: Flask) -> None:
    correct(NEW)
    *_, line = all_of(AuditLine)
    assert (line.actor, line.act, line.object) == ("staff:1", "correct_record", f"seeker:{seeker_id(MISAKI)}")
    assert line.facts == {"email": True}


def test_only_the_latest_change_is_mailed(app: Flask) -> None:
    correct("misakl@example.com", now=AN_HOUR_EARLIER)
    correct(NEW)
    deliver_mail()
    assert [mail["To"] for mail in mails_in(services().config.mail_folder)] == [NEW]
    assert [one.state for one in all_of(Delivery)] == [DeliveryState.DROPPED, DeliveryState.SENT]


def test_the_same_address_again_changes_and_tells_nothing(app: Flask) -> None:
    before = how_many(AuditLine)
    assert not correct(OWN)
    assert (how_many(Message), how_many(AuditLine)) == (0, before)


@pytest.mark.each_engine
def test_an_address_of_somebody_else_is_refused(app: Flask) -> None:
    with pytest.raises(EmailTaken):
        correct(TAROS)
    assert addresses() == (OWN, OWN)
    assert how_many(Message) == 0


def test_each_refusal_that_tells_of_an_address_leaves_a_line_without_it(app: Flask) -> None:
    for _ in range(2):
        with pytest.raises(EmailTaken):
            correct(TAROS)
    *_, first, second = all_of(AuditLine)
    assert (first.actor, first.act, first.object) == (
        "staff:1",
        "fail_to_correct_record",
        f"seeker:{seeker_id(MISAKI)}",
    )
    assert first.facts == second.facts == {"refused": "email_taken"}


def test_staffs_own_addresses_belong_to_another_door(app: Flask) -> None:
    assert correct("uketsuke.omura@example.com")


def test_without_a_my_page_it_is_a_field_of_the_record_and_nobody_is_told(app: Flask) -> None:
    assert correct(NEW, HATSUE)
    assert how_many(Message) == 0


@pytest.mark.each_engine
def test_of_two_who_want_one_address_at_once_one_gets_it(app: Flask) -> None:
    both = [seeker_id(MISAKI), seeker_id(TARO)]
    wanted = Correction({PersonField.EMAIL: NEW})
    acts = [partial(correct_record, one, wanted, staff_id=1, now=FRIDAY_MORNING) for one in both]
    answers = at_once(app, acts)
    assert [type(answer) for answer in answers if not isinstance(answer, frozenset)] == [EmailTaken]
    assert [addresses(number)[1] for number in (MISAKI, TARO)].count(NEW) == 1
    assert how_many(Message) == 1
    acts_told = sorted(line.act for line in all_of(AuditLine) if line.actor == "staff:1")
    assert acts_told == ["correct_record", "fail_to_correct_record"]
