"""Clerks find people however they type a name, a number or a birth date while somebody speaks."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import insert, update

from booking.core.input.person_keys import Of
from booking.people.search.find import MOST, Found, find_people
from booking.people.search.typed import read_typed
from booking.tables import Seeker
from database.base import db
from database.transactions import transact
from tests.availability.rows_to_read import offices
from tests.people.search.ways_to_type import WAYS_TO_TYPE
from tests.town import MISAKI, TARO, seeker_id

pytestmark = pytest.mark.any_engine

EVERYWHERE = ("omura", "shiga", "shiomizaka")


def find(typed: str, *codes: str) -> Found:
    """What staff of these offices find."""
    return find_people(db.session(), typed, office_ids=offices(*codes or ("omura",)))


def found(typed: str, *codes: str) -> list[str]:
    """Whom they find exactly."""
    return [hit.name for hit in find(typed, *codes).exact]


def nearly(typed: str, *codes: str) -> list[str]:
    """Whom they find below that."""
    return [hit.name for hit in find(typed, *codes).near]


@pytest.mark.parametrize("name", WAYS_TO_TYPE)
def test_people_are_found_however_they_are_typed(app: Flask, name: str) -> None:
    ways = WAYS_TO_TYPE[name].split("|")
    assert {typed: names for typed in ways if (names := found(typed, *EVERYWHERE)) != [name]} == {}


def test_the_table_is_long_enough() -> None:
    assert sum(len(ways.split("|")) for ways in WAYS_TO_TYPE.values()) >= 60


@pytest.mark.parametrize(
    "typed",
    ["仮谷友里", "仮屋百合", "城美咲髙", "099", "81", "002", "12月28日", "1992-12-29", "saki@example.com", "城"],
)
def test_what_fits_nobody_finds_nobody(app: Flask, typed: str) -> None:
    assert found(typed) == nearly(typed) == []


@pytest.mark.parametrize("typed", ["%", "_", "\\", '"', "・", "・ ＝", "%　・", "様", "n", "b1229", "\U0010ffff", "@"])
def test_special_characters_are_only_characters(app: Flask, typed: str) -> None:
    assert found(typed) == nearly(typed) == []


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ヤマザキ", "山﨑 架空斗"),
        ("ﾔﾏｻﾞｷ ｶｸﾄ", "山﨑 架空斗"),
        ("タカジロ", "髙城 美咲"),
        ("高城 ミザキ", "髙城 美咲"),
        ("クエン", "グエン ティ ラン"),
        ("グエン チ ラン", "グエン ティ ラン"),
        ("おえん", "サンプル オーエン"),
        ("シヨイチロ", "試野 翔一朗"),
    ],
)
def test_who_was_misheard_is_found_nearly(app: Flask, typed: str, name: str) -> None:
    assert found(typed, *EVERYWHERE) == []
    assert nearly(typed, *EVERYWHERE) == [name]


def test_it_is_said_in_what_somebody_fits(app: Flask) -> None:
    assert [hit.by for hit in find("0002").exact] == [(Of.NUMBER, Of.PHONE)]
    assert [hit.by for hit in find("高城 12月29日").exact] == [(Of.NAME, Of.BIRTH_DATE)]
    assert [hit.by for hit in find("高城 ミザキ").near] == [(Of.NAME, Of.HEARD)]


def test_people_of_the_same_kana_are_both_shown_and_nobody_is_the_only_one(app: Flask) -> None:
    assert found("カリヤ") == ["仮谷 百合", "仮屋 友里"]
    assert find("カリヤ").only is None
    misaki = find("美咲").only
    assert misaki is not None
    assert misaki.name == "髙城 美咲"


def test_people_of_another_office_are_not_found(app: Flask) -> None:
    assert found("見本") == found(TARO) == found("1979-04-02") == []
    assert found("見本", "shiga") == ["見本 太郎"]


def test_who_goes_to_another_office_is_found_there(app: Flask) -> None:
    misaki, (shiga,) = seeker_id(MISAKI), offices("shiga")
    transact(lambda session: session.execute(update(Seeker).where(Seeker.id == misaki).values(office_id=shiga)))
    assert found("高城") == []
    assert found("高城", "shiga") == ["髙城 美咲"]


def test_of_a_name_that_everybody_has_fifty_people_are_shown(app: Flask) -> None:
    (omura,) = offices("omura")
    same = {"name": "架空 花", "kana": "カクウ ハナ", "birth_date": date(1990, 4, 2), "office_id": omura}
    same |= {"address": "", "my_page_opened": False}
    rows = [same | {"seeker_number": f"70001-{n:07}"} for n in range(120)]
    transact(lambda session: session.execute(insert(Seeker), rows))
    assert found("架空") == ["架空 花"] * MOST
    assert found("花 架空 70001-0000119") == ["架空 花"]


def test_a_country_code_alone_is_no_phone_number() -> None:
    assert not any(begins.startswith("p") for way in read_typed("0081").ways for word in way for begins in word.exact)


def test_many_who_may_have_been_misheard_hide_nobody_who_fits(app: Flask) -> None:
    (omura,) = offices("omura")
    alike = {
        "name": "架空 花",
        "birth_date": date(1990, 4, 2),
        "office_id": omura,
        "address": "",
        "my_page_opened": False,
    }
    kana = ["カクウ ハナ"] * 150 + ["ガクウ ハナ"] * 30  # who fits stands last
    rows = [alike | {"seeker_number": f"70001-{n:07}", "kana": heard} for n, heard in enumerate(kana)]
    transact(lambda session: session.execute(insert(Seeker), rows))
    seen = find("ガクウ ハナ")
    assert [hit.kana for hit in seen.exact] == ["ガクウ ハナ"] * 30
    assert [hit.kana for hit in seen.near] == ["カクウ ハナ"] * 20


def test_staff_of_no_office_find_nobody(app: Flask) -> None:
    assert find_people(db.session(), "高城", office_ids=[]).exact == []
