"""Clerks find people however they type a name, a number or a birth date while somebody speaks."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import insert, update

from booking.core.input.person_keys import Of
from booking.people.search.find import MOST, Found, find_people
from booking.tables import Seeker
from database.base import db
from database.transactions import transact
from tests.availability.rows_to_read import offices
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


WAYS_TO_TYPE = {
    "髙城 美咲": (
        "髙城|髙城 美咲|髙城　美咲|髙城美咲|髙 城美 咲|高城|高城美咲|美咲|美咲 高城|美咲髙城|髙城 美|高城 ・ 美咲"
        "|髙\U000e0100城　美咲"
        "|タカシロ|たかしろ|ﾀｶｼﾛ|タカシロミサキ|たかしろみさき|ﾀｶｼﾛﾐｻｷ|ﾀｶｼﾛ･ﾐｻｷ|・タカシロ ＝ ミサキ|みさき"
        "|ミサキタカシロ|みさき たかし"
        "|髙城 たかしろ|髙城様|高城さん|たかしろさま|髙城美咲さん|タカ ミサ|タカシロ、ミサキ"
        "|70000-0000002|７００００－０００００02|700000000002|70000 0000002|70000─0000002"
        "|70000━0000002|70000‒0000002|0000002"
        "|09000000002|090-0000-0002|090 0000 0002|(090)0000-0002|（０９０）００００－０００２"
        "|(090) 0000 0002|090.0000.0002"
        "|０９０ー００００ー０００２|+819000000002|+81 90-0000-0002|+81 (0)90 0000 0002|0081 90 0000 0002"
        "|1991-12-29|1991/12/29|1991.12.29|19911229|１９９１年１２月２９日|平成3年12月29日|H3.12.29|h031229"
        "|12月29日|１２月２９日|12/29|12-29|1991年12月29日生まれ|高城 12月29日|ミサキ H3.12.29|高城 0002"
        "|misaki@example.com|ＭＩＳＡＫＩ＠example.com|misaki@"
    ),
    "架野 来太": "S55.3.21|昭和55年3月21日|昭和55年 3月 21日|昭55/3/21|S550321|３月２１日|かけの|来太",
    "山﨑 架空斗": "山﨑|山崎|山嵜|山碕|山﨑\U000e0100|ヤマサキ|やまさき|1984年2月29日|2月29日",
    "グエン ティ ラン": "グエン・ティ・ラン|グエンティラン"
    "|ｸﾞｴﾝ ﾃｨ ﾗﾝ|グエン テイ ラン|ラン|ティ・ラン|ラン・グエン|ぐえん",
    "サンプル オーエン": "ｵｰｴﾝ|オーエン|おおえん|サンプルオーエン|オーエン サンプル|さんぷる",
    "試野 翔一朗": "試野翔一朗|ショウイチロウ|シヨウイチロウ|しょういちろう|ﾀﾒｼﾉ|ﾀﾒｼﾉ ｼｮｳｲﾁﾛｳ|翔一朗",
}


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


def test_staff_of_no_office_find_nobody(app: Flask) -> None:
    assert find_people(db.session(), "高城", office_ids=[]).exact == []
