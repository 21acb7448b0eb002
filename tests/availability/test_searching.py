"""The words that people type find what they mean (rules.md#search); nobody has to know how an office is written."""

import pytest
from flask import Flask

from booking.offices.near import offices_near, offices_of_prefectures
from booking.offices.search import find_codes, unknown_words
from database.base import db
from tests.town import FRIDAY_MORNING

pytestmark = pytest.mark.any_engine

TODAY = FRIDAY_MORNING.date()
OMURA = ["omura-soudan", "omura-nintei"]


def found(typed: str) -> list[str]:
    return list(find_codes(db.session(), typed, today=TODAY))


@pytest.mark.parametrize(
    "typed",
    [
        "おおむら",
        "オオムラ",
        "大村市",
        "長崎県 大村",
        "ﾊﾛﾜおおむら",
        "大村の職安",
        "Omura",
        "oomura",
        "Ōmura",
        "Hello Work Omura",
    ],
)
def test_an_office_is_found_by_reading_city_and_prefecture(app: Flask, typed: str) -> None:
    assert found(typed) == OMURA


@pytest.mark.parametrize("typed", ["職業相談大村", "職業相談、大村", "職業相談・大村", "大村/職業相談", "大村の相談"])
def test_signs_and_missing_spaces_do_not_matter(app: Flask, typed: str) -> None:
    assert found(typed) == ["omura-soudan"]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("職安", "omura-soudan"),
        ("ハロワ", "shiga-soudan"),
        ("失業保険", "omura-nintei"),
        ("子育て", "omura-soudan"),
        ("草津", "shiga-soudan"),
        ("しが就職氷河期サポートコーナー", "shiga-soudan"),  # as the flyer prints it, without 世代
        ("氷河期サポートコーナー", "shiga-soudan"),
        ("ながさき", "omura-soudan"),
        ("Kusatsu, Shiga", "shiga-soudan"),
    ],
)
def test_everyday_words_and_the_flyers_names_find_it(app: Flask, typed: str, code: str) -> None:
    assert code in found(typed)


@pytest.mark.parametrize("typed", ["大相談", "村職業", "のの", "職業相談札幌", "Sapporo", "sakina"])
def test_letters_that_are_no_words_of_it_find_nothing(app: Flask, typed: str) -> None:
    assert found(typed) == []


def test_words_that_nothing_has_are_told_apart_from_those_that_only_do_not_meet(app: Flask) -> None:
    assert unknown_words(db.session(), "職業相談　諫早、ｵﾝﾗｲﾝ", today=TODAY) == ["諫早"]
    assert found("失業認定 滋賀") == []
    assert unknown_words(db.session(), "失業認定 滋賀", today=TODAY) == []


def test_what_is_near_comes_by_city_prefecture_and_its_neighbours(app: Flask) -> None:
    (near,) = offices_near(db.session(), "大村", today=TODAY)
    assert [[office.code for office in group] for group in (near.there, near.around, near.beside)] == [
        ["omura"],
        ["shiomizaka"],
        [],
    ]
    (beside,) = offices_near(db.session(), "佐賀", today=TODAY)
    assert [office.code for office in beside.beside] == ["omura", "shiomizaka"]
    assert offices_near(db.session(), "職業相談", today=TODAY) == []


def test_prefectures_are_counted_from_the_north(app: Flask) -> None:
    assert list(offices_of_prefectures(db.session(), today=TODAY).items()) == [("滋賀県", 1), ("長崎県", 2)]
