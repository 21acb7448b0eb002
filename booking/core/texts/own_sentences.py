"""An office's own sentences in its messages: where they stand, and which facts of a message they may name, PURE.

A fact stands in braces, `{電話}`, and is put in when the message is read. There are few of them; none is a person's,
leads anywhere or joins a meeting. A text is gone through once: what was put in is never read as a place again.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping
from enum import StrEnum

from booking.core.texts.languages import Language
from booking.core.texts.ruby import NOTATION, marked

LONGEST_SENTENCES = 300  # characters; the facts of a message have to stay in sight on a phone


class StandsIn(StrEnum):
    """In which texts of a message an office's own sentences stand."""

    BOTH = "both"
    INBOX = "inbox"
    MAIL = "mail"

    def includes(self, one: "StandsIn") -> bool:
        """Whether they stand in that one."""
        return self in {StandsIn.BOTH, one}


class Place(StrEnum):
    """What may stand in braces."""

    OFFICE = "安定所"
    DEPARTMENT = "部門"
    PHONE = "電話"
    HOURS = "受付時間"
    PROCEDURE = "手続き"
    TIME = "日時"


OF_THE_OFFICE = (Place.OFFICE, Place.DEPARTMENT, Place.PHONE, Place.HOURS)
OF_A_BOOKING = tuple(Place)

_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")
_ADDRESS = re.compile(r"https://[!-~]+")
# The letters of a host are those of any language: phones make links of 例え.jp, too.
_LIKE_A_LINK = re.compile(r"[a-z][a-z0-9+.-]*://|www\.|[^\s@]+@[^\s@]+|\w\.(?=[a-z]{2})[a-z]", re.IGNORECASE)
# Nobody but ministries and municipalities gets a name below these.
_OF_THE_STATE = re.compile(r"https://([a-z0-9-]+\.)+(go|lg)\.jp(/[!-~]*)?")


def unknown_places(text: str, language: Language, known: Collection[Place]) -> list[str]:
    """What stands in braces and is no fact of the message, and braces that stand alone."""
    without = NOTATION.sub("", text) if language is Language.EASY else text
    return [found[0] for found in _BRACES.finditer(without) if found[1] not in set(known)]


def links_elsewhere(text: str) -> bool:
    """Whether the text holds what programs make a link of, and no line of its own with an address of the state's."""
    return any(_LIKE_A_LINK.search(_as_read(line)) for line in text.splitlines() if not is_address(line))


def is_address(line: str) -> bool:
    """Whether the line is the address of a page of the state's, and nothing else."""
    return _ADDRESS.fullmatch(line) is not None and _OF_THE_STATE.fullmatch(line) is not None


def filled(text: str, language: Language, facts: Mapping[Place, str]) -> str:
    """The text with its facts put in; readings of やさしい日本語 become marks, as those of a catalogue."""
    known = {place.value: fact for place, fact in facts.items()}
    with_readings = marked(text) if language is Language.EASY else text
    return _BRACES.sub(lambda found: known.get(found[1] or "", found[0]), with_readings)


def _as_read(line: str) -> str:
    """The line with letters for its facts, such as an office's name, and without readings: either may end a link."""
    return unicodedata.normalize("NFKC", _BRACES.sub("aa", NOTATION.sub(r"\1", line)))
