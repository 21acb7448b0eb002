"""Whether two records look like one person's; knows no tables."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum, auto

from booking.core.input.folded_names import name_key

NEAR = 0.8  # of two readings, how much is the same: ミホコ and ミオコ, not ミホ and ハツエ

_SMALL = str.maketrans("ァィゥェォッャュョヮ", "アイウエオツヤユヨワ")
_DROPPED = dict.fromkeys(map(ord, "\u3099\u309aー"))  # voiced or not, long or not: as it was heard


class Likeness(StrEnum):
    """In what two records are alike."""

    KANA = auto()  # same birth date, and the same or nearly the same reading
    NAME = auto()  # same birth date, and the same name with another reading
    PHONE = auto()
    EMAIL = auto()


@dataclass(frozen=True)
class Looks:
    """What of a record is compared."""

    name: str
    kana: str
    birth_date: date
    phone: str | None
    email: str | None


def likenesses(one: Looks, other: Looks) -> tuple[Likeness, ...]:
    """In what two records are alike; nothing for two who have nothing to do with each other."""
    same_day = one.birth_date == other.birth_date
    found = {
        Likeness.KANA: same_day and _sounds_alike(one.kana, other.kana),
        Likeness.NAME: same_day and name_key(one.name) == name_key(other.name),
        Likeness.PHONE: one.phone is not None and one.phone == other.phone,
        Likeness.EMAIL: one.email is not None and one.email == other.email,
    }
    if found[Likeness.KANA]:
        found[Likeness.NAME] = False  # said already
    return tuple(likeness for likeness, is_so in found.items() if is_so)


def _sounds_alike(one: str, other: str) -> bool:
    first, second = _as_heard(one), _as_heard(other)
    if sorted(first) == sorted(second):
        return True  # family name and given name changed places
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= NEAR


def _as_heard(kana: str) -> str:
    return unicodedata.normalize("NFD", name_key(kana)).translate(_DROPPED).translate(_SMALL)
