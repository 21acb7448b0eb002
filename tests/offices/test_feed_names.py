"""Whether an office lets the feeds of its desks show display names."""

from booking.offices.file.read import read_office
from booking.offices.file.write import write_office
from tests.offices.conftest import Complaints, ReadOffice, office_text


def test_an_office_that_says_nothing_shows_none(office: ReadOffice) -> None:
    assert not office("omura").feed_names


def test_an_office_that_shows_them_says_so_in_its_file() -> None:
    text = office_text("omura").replace("fictional = false", "fictional = false\nfeed_names = true")
    shown = read_office(text, file_name="omura.toml")
    assert shown.feed_names
    assert read_office(write_office(shown), file_name="omura.toml") == shown


def test_anything_but_yes_or_no_is_refused(complaints: Complaints) -> None:
    (line,) = complaints("omura", ("fictional = false", 'fictional = false\nfeed_names = "yes"'))
    assert "feed_names" in line
