"""The keys under which people are found are those of their record, whoever writes it and by whatever statement."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from booking.core.input.person_keys import keys_of_person
from booking.leaving.erase import erase_person
from booking.people.records.correct import Correction, Value, correct_record
from booking.people.records.fields import PersonField
from booking.people.records.register import NewRecord, register
from booking.people.sample_seekers import make_load_seekers
from booking.people.search.find import find_people
from booking.people.search.make_keys import make_missing_keys
from booking.tables import SearchKey, Seeker
from database.base import db
from database.transactions import transact
from tests.availability.rows_to_read import offices
from tests.people.records.test_register import MIHOKO
from tests.town import FRIDAY_MORNING, MISAKI, seeker_id

# Letters that mean something to the statements in which keys are taken apart, and letters of two code units.
ODD = '髙" \\ﾀ {},[] %_ \U00020bb7 か\u3099'


def wrong() -> Iterator[tuple[str, set[str]]]:
    """Whose keys are not those of their record: all that are there, and they at their office alone."""
    db.session.rollback()
    kept = db.session.execute(select(SearchKey.seeker_id, SearchKey.office_id, SearchKey.key)).all()
    for one in db.session.scalars(select(Seeker)):
        keys = "" if one.erased_at else keys_of(one)
        right = {(one.id, one.office_id, key) for key in keys.split()}
        if differing := {tuple(row) for row in kept if row.seeker_id == one.id} ^ right:
            yield one.seeker_number, {str(each) for each in differing}


def keys_of(one: Seeker) -> str:
    """Made from what is on record."""
    return keys_of_person(
        name=one.name,
        kana=one.kana,
        seeker_number=one.seeker_number,
        birth_date=one.birth_date,
        phone=one.phone,
        email=one.email,
    )


def enter_somebody() -> int:
    """By the statement of a form."""
    return register(NewRecord(replace(MIHOKO, name=ODD), office_id=1), actor="staff:1", now=FRIDAY_MORNING)


@pytest.mark.each_engine
def test_keys_follow_the_record_by_every_way(app: Flask) -> None:
    made = enter_somebody()
    assert list(wrong()) == []
    born, phone = date(1991, 12, 30), "0957000021"
    wanted: dict[PersonField, Value] = {
        PersonField.NAME: "新井",
        PersonField.BIRTH_DATE: born,
        PersonField.PHONE: phone,
    }
    correct_record(made, Correction(wanted), staff_id=1, now=FRIDAY_MORNING)
    list(make_load_seekers(3, secret_key="a key", now=FRIDAY_MORNING, real_now=FRIDAY_MORNING))
    transact(lambda session: session.execute(update(Seeker).where(Seeker.id == made).values(office_id=2)))
    assert list(wrong()) == []


@pytest.mark.any_engine
def test_nothing_of_an_erased_person_can_be_found(app: Flask) -> None:
    misaki = seeker_id(MISAKI)

    def erase(session: Session) -> None:
        who = session.get_one(Seeker, misaki)
        erase_person(session, who, actor="staff:1", now=FRIDAY_MORNING, real_now=FRIDAY_MORNING)

    transact(erase)
    assert list(wrong()) == []
    assert db.session.scalars(select(SearchKey).where(SearchKey.seeker_id == misaki)).all() == []


@pytest.mark.each_engine
def test_people_registered_before_the_upgrade_are_found_after_it(app: Flask) -> None:
    omura = offices("omura")
    transact(lambda session: session.execute(update(Seeker).values(search_keys=None)))
    assert find_people(db.session(), "高城", office_ids=omura).exact == []
    assert sum(make_missing_keys()) > 0
    assert list(wrong()) == []
    assert list(make_missing_keys()) == []
