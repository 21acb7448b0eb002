"""Staff correct every field of a record, with a reason: the person is told, and what counts goes along."""

from datetime import date
from typing import Any

import pytest
from flask import Flask

from booking.attendance.absences import no_show_counts
from booking.bookings.book import book
from booking.people.records.correct import Correction, correct_record, looks_like
from booking.people.records.fields import PersonField
from booking.people.records.refusals import EmailNeeded, RecordChanged, SeekerNumberReserved, SeekerNumberTaken
from booking.tables import AuditLine, Booking, NoShow, RecordCorrection, Seeker, Suspension, SuspensionState
from database.base import db
from database.transactions import transact
from notifier.tables import Message
from tests.bookings.builders import all_of, how_many, web_request
from tests.town import FRIDAY_MORNING, HATSUE, MISAKI, TARO, seeker_id

pytestmark = pytest.mark.any_engine

NEW_NUMBER = "42040-0000021"


def correct(number: str = MISAKI, *, seen: str | None = None, **fields: Any) -> frozenset[PersonField]:
    """A clerk corrects fields of whoever has this number."""
    wanted = {PersonField(name): value for name, value in fields.items()}
    return correct_record(seeker_id(number), Correction(wanted, "引っ越し", seen), staff_id=1, now=FRIDAY_MORNING)


def record_of(number: str = MISAKI) -> Seeker:
    db.session.rollback()
    return db.session.get_one(Seeker, seeker_id(number))


def missed(number: str) -> None:
    """Somebody with this number has missed a consultation at Omura, and a suspension is proposed."""
    booking = book(web_request(), now=FRIDAY_MORNING)
    found = next(one for one in all_of(Booking) if one.number == booking)
    transact(
        lambda session: session.add(
            NoShow(booking_id=found.id, office_id=found.office_id, seeker_number=number, day=found.day)
        )
    )


def propose(number: str) -> None:
    transact(
        lambda session: session.add(
            Suspension(office_id=1, seeker_number=number, state=SuspensionState.PROPOSED, proposed_at=FRIDAY_MORNING)
        )
    )


@pytest.mark.each_engine
def test_every_field_can_be_corrected(app: Flask) -> None:
    fields: dict[str, Any] = {
        "name": "高城 美咲",
        "kana": "タカギ ミサキ",
        "birth_date": date(1991, 12, 28),
        "phone": "09000000022",
        "address": "長崎県大村市架空町0-0",
        "valid_until": date(2027, 2, 28),
    }
    assert {field.value for field in correct(**fields)} == set(fields)
    found = record_of()
    assert (found.name, found.kana, found.phone) == ("高城 美咲", "タカギ ミサキ", "09000000022")
    assert (found.birth_date, found.registration_valid_until) == (date(1991, 12, 28), date(2027, 2, 28))


def test_the_person_is_told_which_fields_and_why(app: Flask) -> None:
    correct(phone="09000000022", address="長崎県大村市架空町0-0")
    (message,), (correction,) = all_of(Message), all_of(RecordCorrection)
    assert message.kind == "record_corrected"
    assert (correction.fields, correction.reason) == (["phone", "address"], "引っ越し")


def test_the_audit_log_names_the_fields_and_no_values(app: Flask) -> None:
    correct(phone="09000000022")
    line = all_of(AuditLine)[-1]
    assert (line.act, line.facts) == ("correct_record", {"phone": True})


def test_what_is_so_already_changes_and_tells_nothing(app: Flask) -> None:
    assert correct(phone="09000000002") == frozenset()
    assert (how_many(Message), how_many(RecordCorrection)) == (0, 0)


def test_who_has_no_my_page_is_told_at_the_counter(app: Flask) -> None:
    assert correct(HATSUE, email="hatsue@example.com") == {PersonField.EMAIL}
    assert record_of(HATSUE).email == "hatsue@example.com"
    assert how_many(Message) == 0


def test_a_mail_address_with_which_somebody_signs_in_is_not_taken_away(app: Flask) -> None:
    with pytest.raises(EmailNeeded):
        correct(email=None)
    assert correct(HATSUE, email="hatsue@example.com")
    assert correct(HATSUE, email=None)


def test_what_a_colleague_corrected_meanwhile_is_not_undone(app: Flask) -> None:
    seen = looks_like(record_of())
    correct(phone="09000000022")
    with pytest.raises(RecordChanged):
        correct(seen=seen, address="長崎県大村市架空町0-0", phone="09000000002")
    assert record_of().phone == "09000000022"


@pytest.mark.each_engine
def test_a_number_of_somebody_else_or_of_the_service_is_refused(app: Flask) -> None:
    with pytest.raises(SeekerNumberTaken):
        correct(seeker_number=TARO)
    with pytest.raises(SeekerNumberReserved):
        correct(seeker_number="90000-00000001")


@pytest.mark.each_engine
def test_no_shows_and_suspensions_follow_the_number(app: Flask) -> None:
    missed(MISAKI)
    propose(MISAKI)
    correct(seeker_number=NEW_NUMBER)
    counts = no_show_counts(db.session(), NEW_NUMBER, office_ids={1}, on=date(2026, 12, 1))
    assert [count for _office, count in counts] == [1]
    assert [one.seeker_number for one in all_of(Suspension)] == [NEW_NUMBER]


@pytest.mark.each_engine
def test_of_two_proposals_under_one_number_one_is_left(app: Flask) -> None:
    propose(MISAKI)
    propose(NEW_NUMBER)
    correct(seeker_number=NEW_NUMBER)
    assert sorted(one.state for one in all_of(Suspension)) == [SuspensionState.PROPOSED, SuspensionState.WITHDRAWN]
    assert {one.seeker_number for one in all_of(Suspension)} == {NEW_NUMBER}
