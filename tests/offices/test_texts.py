"""Texts of an office: those of one line have no line breaks, none has controls, and all of them end somewhere."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from booking.offices.file.check import check_office
from booking.offices.file.read import read_office
from booking.offices.file.shape import Office
from calendars.office_days import ClosingDay
from tests.days import day
from tests.offices.conftest import office_text

SHIOMIZAKA = read_office(office_text("shiomizaka"), file_name="shiomizaka.toml")
PROCEDURE = "procedures[shiomizaka-soudan]"
Put = Callable[[Office, str], Office]


def of_office(name: str) -> Put:
    def put(office: Office, text: str) -> Office:
        changed: dict[str, Any] = {name: text}
        return replace(office, **changed)

    return put


def of_desk(office: Office, text: str) -> Office:
    first, *others = office.desks
    return replace(office, desks=(replace(first, name=text), *others))


def of_closing_day(office: Office, text: str) -> Office:
    return replace(office, closing_days=(ClosingDay(day("2026-12-11 Fri"), text),))


def of_opening(office: Office, text: str) -> Office:
    (opening,) = office.extra_openings
    return replace(office, extra_openings=(replace(opening, name=text),))


def of_procedure(name: str) -> Put:
    def put(office: Office, text: str) -> Office:
        (procedure,) = office.procedures
        changed: dict[str, Any] = {name: (text,) if isinstance(getattr(procedure, name), tuple) else text}
        return replace(office, procedures=(replace(procedure, **changed),))

    return put


def of_terms(name: str) -> Put:
    def put(office: Office, text: str) -> Office:
        (procedure,) = office.procedures
        changed: dict[str, Any] = {name: text if name == "version" else (text,)}
        return replace(office, procedures=(replace(procedure, terms=replace(procedure.terms, **changed)),))

    return put


ONE_LINE: dict[str, tuple[Put, int]] = {
    "name": (of_office("name"), 60),
    "official_name": (of_office("official_name"), 60),
    "department": (of_office("department"), 60),
    "address": (of_office("address"), 100),
    "desks[shiomizaka-desk-1].name": (of_desk, 60),
    "closing_days[2026-12-11].reason": (of_closing_day, 100),
    "extra_openings[2026-12-12].name": (of_opening, 60),
    f"{PROCEDURE}.title": (of_procedure("title"), 100),
    f"{PROCEDURE}.purpose": (of_procedure("purpose"), 40),
    f"{PROCEDURE}.keywords": (of_procedure("keywords"), 40),
    f"{PROCEDURE}.terms.version": (of_terms("version"), 40),
}
SEVERAL_LINES: dict[str, tuple[Put, int]] = {
    f"{PROCEDURE}.entering": (of_procedure("entering"), 500),
    f"{PROCEDURE}.invented": (of_procedure("invented"), 500),
    f"{PROCEDURE}.phone_only_reason": (of_procedure("phone_only_reason"), 500),
    f"{PROCEDURE}.for_whom": (of_procedure("for_whom"), 500),
    f"{PROCEDURE}.needed": (of_procedure("needed"), 500),
    f"{PROCEDURE}.cautions": (of_procedure("cautions"), 500),
    f"{PROCEDURE}.terms.paragraphs": (of_terms("paragraphs"), 500),
}
EVERY_TEXT = ONE_LINE | SEVERAL_LINES
NEVER = [
    "\x00",
    "\x07",
    "\t",
    "\r",
    "\x0b",
    "\x0c",
    "\x1b",
    "\x7f",
    "\x85",
    "\u2028",
    "\u2029",
    "\u202a",
    "\u202e",
    "\u2066",
    "\u2069",
]


def faults(key: str, text: str) -> list[tuple[str, str]]:
    put, _ = EVERY_TEXT[key]
    return [(fault.key, fault.what) for fault in check_office(put(SHIOMIZAKA, text))]


@pytest.mark.parametrize("character", NEVER, ids=ascii)
@pytest.mark.parametrize("key", EVERY_TEXT)
def test_what_nobody_can_see_stands_in_no_text(key: str, character: str) -> None:
    ((where, what),) = faults(key, f"大村{character}窓口")
    assert where == key
    assert f"U+{ord(character):04X}" in what


@pytest.mark.parametrize("key", EVERY_TEXT)
def test_a_line_break_stands_only_where_there_are_lines(key: str) -> None:
    assert bool(faults(key, "大村\n窓口")) is (key in ONE_LINE)


@pytest.mark.parametrize("key", EVERY_TEXT)
def test_every_text_ends_somewhere(key: str) -> None:
    _, longest = EVERY_TEXT[key]
    assert faults(key, "あ" * longest) == []
    assert faults(key, "あ" * (longest + 1)) == [(key, f"{longest + 1}字は長すぎます")]


@pytest.mark.parametrize(
    "key", [key for key in EVERY_TEXT if not key.endswith(("invented", "phone_only_reason", "address"))]
)
@pytest.mark.parametrize("nothing", ["", "　", "\u200b"], ids=ascii)
def test_what_shows_nothing_is_empty(key: str, nothing: str) -> None:
    assert [where for where, _ in faults(key, nothing)] == [key]


@pytest.mark.parametrize("text", ["葛\U000e0100城", "髙﨑　窓口", "𠮷野", "ﾊﾛｰﾜｰｸ", "👩\u200d👩\u200d👧"])
@pytest.mark.parametrize("key", EVERY_TEXT)
def test_letters_stay_as_they_are_written(key: str, text: str) -> None:
    assert faults(key, text) == []


def test_lists_of_texts_end_somewhere_too() -> None:
    (procedure,) = SHIOMIZAKA.procedures
    many = replace(SHIOMIZAKA, procedures=(replace(procedure, keywords=("Zoom",) * 51),))
    assert [fault.what for fault in check_office(many)] == ["51個は多すぎます"]


@pytest.mark.parametrize(
    "key",
    ["name", "official_name", "department", *(f"{PROCEDURE}.{name}" for name in ("title", "purpose", "entering"))],
)
def test_what_mails_say_leads_nowhere(key: str) -> None:
    ((where, what),) = faults(key, "至急 https://example.com/login")
    assert (where, "リンク" in what) == (key, True)
