"""A clerk registers a person: once, under a number that nobody else has or will be given."""

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from booking.people.records.fields import Person
from booking.people.records.refusals import SeekerNumberReserved, SeekerNumberTaken
from booking.people.records.register import NewRecord, register
from booking.people.records.seeker_numbers import draw_seeker_number, is_drawn
from booking.people.refusals import EmailTaken
from booking.people.search.find import find_people
from booking.tables import AuditLine, Seeker
from database.base import db
from notifier.tables import Message
from tests.bookings.builders import all_of, how_many
from tests.bookings.races.at_once import at_once
from tests.town import FRIDAY_MORNING, MISAKI

pytestmark = pytest.mark.each_engine

MIHOKO = Person(
    name="新川 見本子",
    kana="シンカワ ミホコ",
    birth_date=date(1991, 12, 29),
    phone="09000000021",
    address="長崎県大村市見本町0-0",
    email="mihoko@example.com",
    valid_until=date(2027, 1, 31),
)
NUMBER = "70000-0000021"
NEW = NewRecord(MIHOKO, office_id=1, number=NUMBER)


def enter(new: NewRecord = NEW) -> int:
    return register(new, actor="staff:1", now=FRIDAY_MORNING)


def seeker(seeker_id: int) -> Seeker:
    db.session.rollback()
    return db.session.get_one(Seeker, seeker_id)


def test_a_person_is_registered_and_has_no_my_page_yet(app: Flask) -> None:
    made = seeker(enter())
    assert (made.seeker_number, made.name, made.email, made.my_page_opened) == (
        NUMBER,
        MIHOKO.name,
        MIHOKO.email,
        False,
    )
    assert made.registration_valid_until == date(2027, 1, 31)
    assert how_many(Message) == 0


def test_the_line_of_the_audit_log_names_nothing_personal(app: Flask) -> None:
    made = enter()
    line = all_of(AuditLine)[-1]
    assert (line.actor, line.act, line.object) == ("staff:1", "register_seeker", f"seeker:{made}")
    assert line.facts == {"office": 1, "number_drawn": False}


def test_who_is_registered_is_found_by_name(app: Flask) -> None:
    made = enter()
    assert [one.id for one in find_people(db.session(), "みほこ", office_ids={1}).exact] == [made]


def test_who_has_no_number_gets_one_that_no_office_gives(app: Flask) -> None:
    numbers = {seeker(enter(replace(NEW, number=None))).seeker_number for _ in range(3)}
    assert len(numbers) == 3
    assert all(is_drawn(number) and len(number) == len("90000-00000000") for number in numbers)


def test_a_drawn_number_that_somebody_has_is_drawn_again(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    taken, free = draw_seeker_number(), draw_seeker_number()
    drawn = iter([taken, taken, free])
    monkeypatch.setattr("booking.people.records.register.draw_seeker_number", lambda: next(drawn))
    made = [seeker(enter(replace(NEW, number=None))).seeker_number for _ in range(2)]
    assert made == [taken, free]


def test_a_number_of_somebody_else_is_refused(app: Flask) -> None:
    before = how_many(Seeker)
    with pytest.raises(SeekerNumberTaken):
        enter(replace(NEW, number=MISAKI))
    assert how_many(Seeker) == before


def test_no_office_gives_a_number_that_the_service_draws(app: Flask) -> None:
    with pytest.raises(SeekerNumberReserved):
        enter(replace(NEW, number="90000-0000021"))


def test_an_address_with_which_somebody_else_signs_in_is_refused(app: Flask) -> None:
    with pytest.raises(EmailTaken):
        enter(replace(NEW, person=replace(MIHOKO, email="misaki@example.com")))


def test_two_may_have_one_address_until_one_of_them_opens_a_my_page(app: Flask) -> None:
    assert enter() != enter(replace(NEW, number=None))


def test_the_same_form_sent_twice_registers_one_person(app: Flask) -> None:
    form = replace(NEW, number=None, key="a key of a form that was shown")
    assert enter(form) == enter(form)


def test_the_same_form_sent_twice_at_once_registers_one_person(app: Flask) -> None:
    form = replace(NEW, number=None, key="a key of a form that was shown")
    first, second = at_once(app, [lambda: enter(form), lambda: enter(form)])
    assert first == second


def test_of_two_who_are_given_one_number_at_once_one_is_registered(app: Flask) -> None:
    outcomes = at_once(app, [enter, enter])
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["SeekerNumberTaken", "int"]
