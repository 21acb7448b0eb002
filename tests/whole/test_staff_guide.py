"""Whether the staff guide tells of the pages as they are: **「…」** names what stands on them, and links lead on."""

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.whole.installation import ROOT

GUIDE = ROOT / "docs" / "staff-guide"
PAGES = sorted(GUIDE.glob("*.md"))
PICTURES = ROOT / "docs" / "pictures" / "desk"
DOORS_OF_STAFF = ("templates/desk/", "templates/macros/", "booking/")
NAMES = re.compile(r"\*\*((?:「[^「」]+」)+)\*\*")
LINKS = re.compile(r"(!?)\[([^\]]*)\]\(([^)#]+)(?:#[^)]*)?\)")
LARGEST = 60_000


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_a_page_names_stands_at_the_desk(page: Path) -> None:
    named = {name for names in NAMES.findall(_text(page)) for name in re.findall(r"「([^」]+)」", names)}
    assert sorted(named - _words_of_the_desk()) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_link_and_picture_of_a_page_leads_to_a_file(page: Path) -> None:
    assert [link for _, _, link in LINKS.findall(_text(page)) if not (page.parent / link).is_file()] == []


def test_the_contents_name_every_page() -> None:
    linked = {link for _, _, link in LINKS.findall(_text(GUIDE / "README.md"))}
    assert {page.name for page in PAGES} - linked == {"README.md"}


def test_every_picture_is_small_is_shown_and_is_described() -> None:
    shown = {Path(link).name: text for page in PAGES for image, text, link in LINKS.findall(_text(page)) if image}
    assert set(shown) == {picture.name for picture in PICTURES.iterdir()}
    assert [picture.name for picture in PICTURES.iterdir() if picture.stat().st_size > LARGEST] == []
    assert [name for name, described in shown.items() if len(described) < 15] == []


@cache
def _words_of_the_desk() -> set[str]:
    """Every text that a page for staff may show, as it stands in the code."""
    with (ROOT / "translations" / "messages.pot").open("rb") as file:
        texts = [text for text in read_po(file) if any(place.startswith(DOORS_OF_STAFF) for place, _ in text.locations)]
    return {text.id if isinstance(text.id, str) else text.id[0] for text in texts}


@cache
def _text(page: Path) -> str:
    return page.read_text(encoding="utf-8")
