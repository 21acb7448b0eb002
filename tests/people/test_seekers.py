"""Seekers as staff find them: their own office's people, others only by exact number and birth date."""

import pytest
from flask import Flask

from booking.people.refusals import UnknownSeeker
from booking.people.seekers import seeker_at_offices, seeker_by_number
from database.base import db
from tests.availability.rows_to_read import offices
from tests.days import day
from tests.town import MISAKI, TARO, seeker_id

MISAKIS_BIRTHDAY = day("1991-12-29 Sun")


def test_another_offices_seeker_is_unknown(app: Flask) -> None:
    with pytest.raises(UnknownSeeker):
        seeker_at_offices(db.session(), seeker_id(TARO), office_ids=offices("omura"))
    assert seeker_at_offices(db.session(), seeker_id(MISAKI), office_ids=offices("omura")).name == "髙城 美咲"


@pytest.mark.parametrize(
    "typed",
    [MISAKI, "７００００－０００００02", " 70000 - 0000002 ", "70000ー0000002", "700000000002", "70000─0000002"],
)
def test_anybody_is_found_by_exact_number_and_birth_date(app: Flask, typed: str) -> None:
    assert seeker_by_number(db.session(), typed, MISAKIS_BIRTHDAY).name == "髙城 美咲"


@pytest.mark.parametrize(
    ("typed", "born"),
    [(MISAKI, "1991-12-28 Sat"), ("70000-000000", "1991-12-29 Sun"), ("", "1991-12-29 Sun")],
)
def test_number_and_birth_date_must_both_be_exact(app: Flask, typed: str, born: str) -> None:
    with pytest.raises(UnknownSeeker):
        seeker_by_number(db.session(), typed, day(born))
