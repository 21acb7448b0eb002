"""Records that may be one person's are found before another is made: by birth date and reading, phone, mail address."""

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from booking.people.records.duplicates import Duplicates, duplicates_of, looks_of
from booking.people.records.likeness import Likeness, Looks, likenesses
from booking.tables import Office, Seeker
from database.base import db
from tests.bookings.builders import all_of
from tests.town import MISAKI, seeker_id

MISAKIS = Looks("髙城 美咲", "タカシロ ミサキ", date(1991, 12, 29), "09000000002", "misaki@example.com")
STRANGER = replace(MISAKIS, phone=None, email=None, name="別名 花子", kana="ベツナ ハナコ")


def found_for(looks: Looks, *codes: str) -> Duplicates:
    """Who is like them, seen from the offices with these codes."""
    office_ids = {office.id for office in all_of(Office) if office.code in codes}
    return duplicates_of(db.session(), looks, office_ids=office_ids)


@pytest.mark.parametrize(
    ("kana", "is_alike"),
    [
        ("タカシロ ミサキ", True),
        ("タカジロ ミサキ", True),
        ("ミサキ タカシロ", True),
        ("タカシロ ミザキー", True),
        ("タカシロ ミサト", True),
        ("タカハシ エミ", False),
        ("ベツナ ハナコ", False),
    ],
)
def test_with_one_birth_date_a_reading_that_sounds_alike_is_noticed(kana: str, is_alike: bool) -> None:
    assert (Likeness.KANA in likenesses(replace(STRANGER, kana=kana), MISAKIS)) is is_alike


def test_with_another_birth_date_the_same_name_is_nobody() -> None:
    assert likenesses(replace(MISAKIS, birth_date=date(1991, 12, 28), phone=None, email=None), MISAKIS) == ()


def test_the_same_name_in_other_letters_with_another_reading_is_noticed() -> None:
    assert likenesses(replace(STRANGER, name="高城美咲"), MISAKIS) == (Likeness.NAME,)


def test_nobody_shares_a_phone_or_an_address_that_is_not_there() -> None:
    nothing = replace(STRANGER, birth_date=date(1960, 1, 1))
    assert likenesses(nothing, replace(nothing, name="例 一", kana="レイ ハジメ", birth_date=date(1961, 1, 1))) == ()


@pytest.mark.any_engine
@pytest.mark.parametrize(
    ("looks", "alike"),
    [
        (replace(STRANGER, kana="タカシロ ミサキ"), (Likeness.KANA,)),
        (replace(STRANGER, phone="09000000002"), (Likeness.PHONE,)),
        (replace(STRANGER, email="misaki@example.com"), (Likeness.EMAIL,)),
        (MISAKIS, (Likeness.KANA, Likeness.PHONE, Likeness.EMAIL)),
    ],
)
def test_who_is_alike_is_found(app: Flask, looks: Looks, alike: tuple[Likeness, ...]) -> None:
    (one,) = found_for(looks, "omura").here
    assert (one.seeker.seeker_number, one.alike) == (MISAKI, alike)


@pytest.mark.any_engine
def test_of_another_offices_people_nothing_is_said_but_that_there_is_one(app: Flask) -> None:
    found = found_for(MISAKIS, "shiga")
    assert (list(found.here), found.elsewhere) == ([], 1)


@pytest.mark.any_engine
def test_who_is_like_nobody_is_registered_without_a_question(app: Flask) -> None:
    assert not found_for(STRANGER, "omura", "shiga", "shiomizaka")


@pytest.mark.any_engine
def test_a_record_is_no_duplicate_of_itself_and_twins_are_found(app: Flask) -> None:
    misaki = db.session.get_one(Seeker, seeker_id(MISAKI))
    assert not duplicates_of(db.session(), looks_of(misaki), office_ids={misaki.office_id}, but=misaki.id)
    yuri = db.session.get_one(Seeker, seeker_id("70000-0000008"))
    found = duplicates_of(db.session(), looks_of(yuri), office_ids={yuri.office_id}, but=yuri.id)
    assert [one.seeker.seeker_number for one in found.here] == ["70000-0000009"]
