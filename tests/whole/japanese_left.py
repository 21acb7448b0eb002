"""What a page in English has of Japanese: parts that say so, and others that do not.

Every part is marked by itself, also a text that somebody forgot to translate. So each has to come from somewhere else:
from an office, from a person, or from an English text that names what leaflets and screens call by a Japanese word.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser

from booking.bookings.rules.display_names import WORDS
from booking.core.texts.languages import Language
from tests.catalogues import ROOT, TRANSLATIONS
from tests.whole.test_texts import JAPANESE

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_WORD = re.compile(r"[ぁ-ゖァ-ヺー々一-鿿、。・]+")
# What was typed or is copied stands in these as it is, and so do addresses; tags hold no tags.
_AS_IT_IS = {"value", "data-value", "href", "action", "content"}


@dataclass
class JapaneseLeft(HTMLParser):
    """Reads a page: `marked` are its texts in Japanese elements, `unmarked` all else that holds Japanese."""

    page: str
    marked: list[str] = field(default_factory=list)
    unmarked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[tuple[str, str]] = []  # tag and language
        self.feed(self.page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        language = given.get("lang", self._open[-1][1] if self._open else "")
        if not language.startswith("ja"):
            self.unmarked += [
                f"{name}: {value}" for name, value in given.items() if name not in _AS_IT_IS and JAPANESE.search(value)
            ]
        if tag not in _VOID:
            self._open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not JAPANESE.search(data) or not self._open:
            return
        tag, language = self._open[-1]
        of_a_name = tag in {"title", "option", "textarea"}  # which hold no mark
        (self.marked if language.startswith("ja") or of_a_name else self.unmarked).append(data)


def untranslated(text: str) -> list[str]:
    """The words of a Japanese part that neither offices nor people nor English texts have."""
    words = [word for word in _WORD.findall(text) if JAPANESE.search(word)]
    return [word for word in words if word.strip("、。・") not in _known_japanese()]


@cache
def _known_japanese() -> str:
    return "\n".join([*_said_by_offices(), *_said_in_english(), *WORDS, *(each.own_name for each in Language)])


def _said_by_offices() -> Iterator[str]:
    for file in (*(ROOT / "offices").glob("*.toml"), ROOT / "booking" / "people" / "samples.py"):
        # A city stands behind its prefecture.
        yield file.read_text(encoding="utf-8").replace('"\ncity = "', "")


def _said_in_english() -> Iterator[str]:
    for file in (TRANSLATIONS / Language.ENGLISH).glob("*.po"):
        yield from re.findall(r"(?m)^msgstr.*$", file.read_text(encoding="utf-8"))
