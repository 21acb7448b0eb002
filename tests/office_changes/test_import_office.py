"""Office files in and out of the database."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from booking.assets import assets
from booking.bookings.book import book
from booking.core.fates import Fate
from booking.office_changes.impact import PlannedChange, impact_of
from booking.office_changes.import_file import import_office
from booking.offices.file.problems import OfficeFileError
from booking.offices.file.read import read_office
from booking.offices.file.shape import Office as OfficeFile
from booking.offices.from_rows import office_file_of
from booking.tables import Desk, Procedure, Terms, Timetable
from database.base import db
from tests.bookings.builders import TERMS, all_of, how_many, the_booking, web_request
from tests.bookings.town_bookings import everybody
from tests.days import day
from tests.town import FRIDAY_MORNING

pytestmark = pytest.mark.any_engine

CODES = ("omura", "shiga", "shiomizaka")


def written(code: str) -> OfficeFile:
    """The office as its file says."""
    path = assets("offices") / f"{code}.toml"
    return read_office(path.read_text(encoding="utf-8"), file_name=path.name)


def take(office: OfficeFile) -> OfficeFile:
    """Import an office and answer what the database says of it then."""
    import_office(office, actor="staff:1", now=FRIDAY_MORNING)
    found = office_file_of(db.session(), office.code)
    assert found is not None
    return found


@pytest.mark.each_engine
@pytest.mark.parametrize("code", CODES)
def test_what_is_imported_is_exported_again(app: Flask, code: str) -> None:
    assert office_file_of(db.session(), code) == written(code)


@pytest.mark.parametrize("code", CODES)
def test_importing_twice_changes_nothing(app: Flask, code: str) -> None:
    before = [(desk.id, desk.code) for desk in all_of(Desk)], how_many(Terms), how_many(Timetable)
    assert take(written(code)) == written(code)
    assert ([(desk.id, desk.code) for desk in all_of(Desk)], how_many(Terms), how_many(Timetable)) == before


def test_an_unknown_office_is_none(app: Flask) -> None:
    assert office_file_of(db.session(), "nanika") is None


@pytest.mark.each_engine
def test_changed_rules_and_days_take_the_place_of_the_old_ones(app: Flask) -> None:
    shiomizaka = written("shiomizaka")
    (procedure,) = shiomizaka.procedures
    closing = replace(shiomizaka.closing_days[0], day=day("2026-12-18 Fri"))
    changed = replace(
        shiomizaka,
        phone="0957-00-0001",
        closing_days=(closing,),
        extra_openings=(),
        procedures=(replace(procedure, lead_open_days=2),),
    )
    assert take(changed) == changed


def test_a_booking_keeps_its_desk_and_time_when_the_timetable_changes(app: Flask) -> None:
    number = book(web_request(), now=FRIDAY_MORNING)
    before = the_booking(number)
    omura = written("omura")
    soudan, nintei = omura.procedures
    (timetable,) = soudan.timetables
    thursdays = tuple(start for start in timetable.weekly if start.weekday == 3)
    given = replace(omura, procedures=(replace(soudan, timetables=(replace(timetable, weekly=thursdays),)), nintei))
    impact = impact_of(db.session(), PlannedChange(omura, given), now=FRIDAY_MORNING)
    import_office(given, actor="staff:1", now=FRIDAY_MORNING, decision=everybody(impact, Fate.KEPT))
    assert (the_booking(number).desk_id, the_booking(number).starts_at) == (before.desk_id, before.starts_at)


def test_old_terms_stay_because_consents_name_them(app: Flask) -> None:
    shiga = written("shiga")
    (procedure,) = shiga.procedures
    newer = replace(procedure.terms, version="2026-11-20", paragraphs=("新しい規約です。",))
    exported = take(replace(shiga, procedures=(replace(procedure, terms=newer),)))
    assert exported.procedures[0].terms == newer
    versions = [terms.version for terms in all_of(Terms) if terms.procedure_id == _procedure_id("shiga-soudan")]
    assert sorted(versions) == [TERMS, "2026-11-20"]


def test_a_desk_that_is_left_out_is_refused(app: Flask) -> None:
    shiomizaka = written("shiomizaka")
    (procedure,) = shiomizaka.procedures
    one_desk = replace(
        shiomizaka,
        desks=shiomizaka.desks[:1],
        procedures=(replace(procedure, desks=("shiomizaka-desk-1",)),),
    )
    with pytest.raises(OfficeFileError, match="shiomizaka-desk-2"):
        take(one_desk)
    assert how_many(Desk) == 5


def test_a_procedure_that_is_left_out_is_refused(app: Flask) -> None:
    omura = written("omura")
    with pytest.raises(OfficeFileError, match="omura-nintei"):
        take(replace(omura, procedures=omura.procedures[:1]))


def test_the_host_of_another_office_is_refused(app: Flask) -> None:
    shiga = written("shiga")
    (desk,) = shiga.desks
    with pytest.raises(OfficeFileError, match="ホスト"):
        take(replace(shiga, desks=(replace(desk, zoom_host="Omura-Desk-1@example.com"),)))
    assert office_file_of(db.session(), "shiga") == shiga


def test_the_procedure_code_of_another_office_is_refused(app: Flask) -> None:
    shiga = written("shiga")
    (procedure,) = shiga.procedures
    with pytest.raises(OfficeFileError, match="コード"):
        take(replace(shiga, procedures=(procedure, replace(procedure, code="omura-soudan"))))


@pytest.mark.each_engine
def test_two_desks_may_exchange_their_hosts(app: Flask) -> None:
    shiomizaka = written("shiomizaka")
    first, second = shiomizaka.desks
    exchanged = (
        replace(first, zoom_host=second.zoom_host),
        replace(second, zoom_host=first.zoom_host),
    )
    assert take(replace(shiomizaka, desks=exchanged)).desks == exchanged


def _procedure_id(code: str) -> int:
    return db.session.scalars(select(Procedure.id).where(Procedure.code == code)).one()
