"""The office files that come with the project, whole and with one thing changed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from booking.offices.file.problems import OfficeFileError
from booking.offices.file.read import read_office
from booking.offices.file.shape import Office

FOLDER = Path(__file__).parents[2] / "offices"

ReadOffice = Callable[[str], Office]
Complaints = Callable[..., list[str]]


def office_text(code: str) -> str:
    return (FOLDER / f"{code}.toml").read_text(encoding="utf-8")


@pytest.fixture
def office() -> ReadOffice:
    """Reads the file of the office with this code."""
    return lambda code: read_office(office_text(code), file_name=f"{code}.toml")


@pytest.fixture
def complaints() -> Complaints:
    """The lines that refuse an office's file after each (written, changed) pair is replaced in its text."""

    def read_changed(code: str, *changes: tuple[str, str]) -> list[str]:
        text = office_text(code)
        for written, changed in changes:
            assert written in text
            text = text.replace(written, changed)
        with pytest.raises(OfficeFileError) as refused:
            read_office(text, file_name=f"{code}.toml")
        return str(refused.value).splitlines()

    return read_changed
