"""An office that was written reads the same, whatever its texts hold."""

import tomllib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.availability.rule_values import Terms
from booking.core.input.clean_text import one_line, unfit_for_one_line
from booking.core.texts.own_sentences import links_elsewhere
from booking.offices.file.read import read_office
from booking.offices.file.shape import Office
from booking.offices.file.write import toml_text, write_office
from tests.offices.conftest import ReadOffice, office_text

SHIGA = read_office(office_text("shiga"), file_name="shiga.toml")
LETTERS = st.characters(codec="utf-8").filter(lambda letter: not unfit_for_one_line(letter))
LINES = st.text(LETTERS, min_size=1, max_size=60).filter(lambda text: one_line(text) and not links_elsewhere(text))
TEXTS = st.text(LETTERS | st.just("\n"), min_size=1, max_size=500).filter(one_line)


def read_back(office: Office) -> Office:
    return read_office(write_office(office), file_name="written.toml")


@pytest.mark.parametrize("code", ["omura", "shiga", "shiomizaka"])
def test_the_offices_come_back_as_they_were(office: ReadOffice, code: str) -> None:
    assert read_back(office(code)) == office(code)


@pytest.mark.parametrize(
    "name", ['"', "\\", "a\nb\r\n", "\x01\x1f\x7f\x85\u2028", "'''\"\"\"", "髙﨑", "# = []", "𠮷😀"]
)
def test_nasty_texts_come_back_as_they_were(name: str) -> None:
    assert tomllib.loads(toml_text({"name": name, "names": [name]})) == {"name": name, "names": [name]}


@given(LINES, st.lists(TEXTS, min_size=1, max_size=50))
def test_any_texts_come_back_as_they_were(name: str, paragraphs: list[str]) -> None:
    soudan = replace(SHIGA.procedures[0], terms=Terms("1", tuple(paragraphs)))
    office = replace(SHIGA, name=name, procedures=(soudan,))
    assert read_back(office) == office


def test_a_procedure_that_rests_comes_back_without_times() -> None:
    (soudan,) = SHIGA.procedures
    resting = replace(soudan, timetables=(replace(soudan.timetables[0], weekly=()),))
    office = replace(SHIGA, procedures=(resting,))
    assert read_back(office) == office
