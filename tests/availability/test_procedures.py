"""Procedures as people search for them."""

import pytest
from flask import Flask

from booking.assets import assets
from booking.availability.procedures import procedure_by_code, values_on
from booking.availability.refusals import UnknownProcedure
from booking.office_changes.import_file import import_office
from booking.offices.file.read import read_office
from booking.offices.search import search_procedures
from booking.offices.staff_offices import desk_channels, desk_procedure, desk_procedures
from database.base import db
from tests.availability.rows_to_read import offices
from tests.town import FRIDAY_MORNING

pytestmark = pytest.mark.any_engine

TODAY = FRIDAY_MORNING.date()


def codes(typed: str) -> list[str]:
    """The procedures that are found, in the order in which they are shown."""
    return [procedure.code for procedure in search_procedures(db.session(), typed, today=TODAY)]


@pytest.mark.parametrize("typed", ["職業相談 大村", "職業相談　大村", "大村　職業相談", " 大村  職業相談 "])
def test_all_words_must_match_in_any_order_and_with_any_space(app: Flask, typed: str) -> None:
    assert codes(typed) == ["omura-soudan"]


@pytest.mark.parametrize("typed", ["おんらいん相談 大村", "ｵﾝﾗｲﾝ相談 大村", "ＺＯＯＭ 仕事 大村", "zoom 大村転職"])
def test_kana_width_and_case_do_not_matter(app: Flask, typed: str) -> None:
    assert codes(typed) == ["omura-soudan"]


@pytest.mark.each_engine
def test_consultation_stands_before_unemployment_certification(app: Flask) -> None:
    assert codes("大村") == ["omura-soudan", "omura-nintei"]
    assert codes("")[-1] == "omura-nintei"


def test_nothing_typed_finds_everything(app: Flask) -> None:
    assert set(codes("")) == {"omura-soudan", "omura-nintei", "shiga-soudan", "shiomizaka-soudan"}


@pytest.mark.each_engine
def test_a_procedure_is_found_by_its_new_keyword_at_once(app: Flask) -> None:
    assert codes("再就職支援") == []
    text = (assets("offices") / "omura.toml").read_text(encoding="utf-8").replace('"転職"', '"再就職支援"')
    import_office(read_office(text, file_name="omura.toml"), actor="test", now=FRIDAY_MORNING)
    assert codes("再就職支援") == ["omura-soudan"]


def test_one_word_that_occurs_nowhere_finds_nothing(app: Flask) -> None:
    assert codes("職業相談 札幌") == []


@pytest.mark.each_engine
@pytest.mark.parametrize("typed", ["%", "_", "'; drop table offices; --", "\x00"])
def test_special_characters_are_only_characters(app: Flask, typed: str) -> None:
    assert codes(typed) == []


def test_an_unknown_procedure_is_refused_by_its_code(app: Flask) -> None:
    with pytest.raises(UnknownProcedure) as refused:
        procedure_by_code(db.session(), "omura-nanika")
    assert refused.value.code == "omura-nanika"


@pytest.mark.each_engine
def test_the_current_terms_are_those_of_the_procedures_version(app: Flask) -> None:
    procedure = procedure_by_code(db.session(), "omura-soudan")
    assert values_on(db.session(), procedure, TODAY).terms.version == "2026-10-01"


@pytest.mark.each_engine
def test_staff_find_what_their_office_books_by_phone(app: Flask) -> None:
    found = desk_procedures(db.session(), office_ids=offices("omura"), today=TODAY)
    assert [procedure.code for procedure in found] == ["omura-soudan", "omura-nintei"]


def test_another_offices_procedure_is_unknown_at_the_desk(app: Flask) -> None:
    with pytest.raises(UnknownProcedure):
        desk_procedure(db.session(), "shiga-soudan", office_ids=offices("omura"), today=TODAY)


@pytest.mark.each_engine
def test_the_desk_offers_the_channels_of_the_procedure(app: Flask) -> None:
    omura, shiga = (procedure_by_code(db.session(), code) for code in ("omura-soudan", "shiga-soudan"))
    assert desk_channels(db.session(), omura, TODAY) == ("phone",)
    assert desk_channels(db.session(), shiga, TODAY) == ("phone", "counter")
