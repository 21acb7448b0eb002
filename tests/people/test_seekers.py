"""Seekers as staff find them: their own office's people, others only by exact number and birth date."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from booking.people.refusals import UnknownSeeker
from booking.people.seekers import seeker_at_offices, seeker_by_number, seekers_of_offices
from booking.tables import Seeker
from database.base import db
from database.transactions import transact
from tests.availability.rows_to_read import offices
from tests.days import day
from tests.town import MISAKI, TARO, seeker_id

MISAKIS_BIRTHDAY = day("1991-12-29 Sun")


def found(typed: str, *codes: str) -> list[str]:
    """The names that staff of these offices find."""
    office_ids = offices(*codes or ("omura",))
    return [seeker.name for seeker in seekers_of_offices(db.session(), typed, office_ids=office_ids)]


# As clerks type a name, a number or a phone number while somebody speaks.
WAYS_TO_TYPE = (
    "髙城",
    "タカシロ",
    "たかしろ",
    "ﾀｶｼﾛ",
    "70000-0000002",
    "７００００－０００００02",
    "09000000002",
    "髙城 たかしろ",
    "高城",
    "髙城美咲",
    "高城美咲",
    "美咲 高城",
    "高城 ・ 美咲",
    "・タカシロ ＝ ミサキ",
    "髙\U000e0100城　美咲",
    "タカシロミサキ",
    "たかしろみさき",
    "ﾀｶｼﾛﾐｻｷ",
    "ﾀｶｼﾛ･ﾐｻｷ",
    "700000000002",
    "70000─0000002",
    "70000━0000002",
    "70000‒0000002",
    "70000 0000002",
    "(090)0000-0002",
    "（０９０）００００－０００２",
    "(090) 0000 0002",
    "090.0000.0002",
    "+819000000002",
    "+81 90-0000-0002",
    "+81 (0)90 0000 0002",
    "0081 90 0000 0002",
)


def test_a_seeker_is_found_by_name_kana_number_or_phone(app: Flask) -> None:
    assert [typed for typed in WAYS_TO_TYPE if found(typed) != ["髙城 美咲"]] == []


def test_every_drawing_of_a_letter_finds_a_name(app: Flask) -> None:
    for typed in ("山﨑", "山崎", "山嵜", "山﨑\U000e0100", "山崎\ufe00"):
        names = found(typed, "omura", "shiga", "shiomizaka")
        assert names, typed
        assert all(name.startswith("山﨑") for name in names), typed


def test_another_name_or_number_finds_nobody(app: Flask) -> None:
    assert [found(typed) for typed in ("仮谷友里", "仮屋百合", "城美咲髙", "099", "81")] == [[]] * 5


def test_a_name_that_changes_is_found_by_the_new_one(app: Flask) -> None:
    misaki = seeker_id(MISAKI)

    def marry(session: Session) -> None:
        session.get_one(Seeker, misaki).name = "渡邊 美咲"

    transact(marry)
    assert found("渡辺美咲") == ["渡邊 美咲"]
    assert found("高城") == []


def test_people_of_the_same_kana_are_both_shown(app: Flask) -> None:
    assert found("カリヤ") == ["仮谷 百合", "仮屋 友里"]


def test_people_of_another_office_are_not_found(app: Flask) -> None:
    assert found("見本") == []
    assert found("見本", "shiga") == ["見本 太郎"]


@pytest.mark.parametrize("typed", ["%", "_", "\\", "・", "・ ＝", "%　・"])
def test_special_characters_are_only_characters(app: Flask, typed: str) -> None:
    assert found(typed) == []


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
