"""What an office file says of the office's own sentences in its messages."""

import pytest

from booking.core.texts.languages import Language
from booking.core.texts.own_sentences import StandsIn
from booking.offices.file.differences import differences
from booking.offices.file.problems import OfficeFileError
from booking.offices.file.read import read_office
from booking.offices.file.shape import Office
from booking.offices.file.write import write_office
from booking.offices.sentences import Sentences
from tests.offices.conftest import ReadOffice, office_text

SAID = """
[[sentences]]
kind = "booked"
stands_in = "mail"

[sentences.opening]
ja = "駐車場は\\n工事中です。"
en = "The car park is closed."
"""
BOOKED = Sentences(
    "booked",
    StandsIn.MAIL,
    opening={Language.JAPANESE: "駐車場は\n工事中です。", Language.ENGLISH: "The car park is closed."},
)


def omura_with(said: str) -> Office:
    return read_office(office_text("omura") + said, file_name="omura.toml")


def test_they_are_read_and_written_and_come_back_as_they_were() -> None:
    office = omura_with(SAID)
    assert office.sentences == (BOOKED,)
    assert read_office(write_office(office), file_name="omura.toml") == office


def test_a_difference_names_the_kind_the_place_and_the_language(office: ReadOffice) -> None:
    old, new = omura_with(SAID), omura_with(SAID.replace("The car park", "Our car park"))
    assert [one.key for one in differences(old, new)] == ["sentences[booked].opening.en"]
    assert [one.key for one in differences(office("omura"), new)] == ["sentences[booked]"]


@pytest.mark.parametrize(
    ("written", "instead", "key"),
    [
        ('"booked"', '"place_free"', "sentences[place_free].kind"),
        ('"booked"\nstands_in = "mail"', '"missed"\nstands_in = "mail"', "sentences[missed].stands_in"),
        ('ja = "駐車場は\\n工事中です。"\n', "", "sentences[booked].opening.ja"),
        ("工事中です。", "{氏名}", "sentences[booked].opening.ja"),
        ("工事中です。", "http://example.com", "sentences[booked].opening.ja"),
        ("工事中です。", "工" * 301, "sentences[booked].opening.ja"),
        ("The car park is closed.", "。", "sentences[booked].opening.en"),
        ("en = ", "fr = ", "sentences[booked].opening.fr"),
    ],
)
def test_what_is_wrong_is_told_at_its_place(written: str, instead: str, key: str) -> None:
    with pytest.raises(OfficeFileError) as refused:
        omura_with(SAID.replace(written, instead, 1))
    assert key in [problem.key for problem in refused.value.problems]


def test_a_kind_stands_once() -> None:
    with pytest.raises(OfficeFileError, match="同じ種類が2回書かれています"):
        omura_with(SAID + SAID)
