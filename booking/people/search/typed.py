"""What a clerk may have meant by what was typed: each reading of it begins some key of a person; knows no tables."""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from booking.core.input.clean_text import half_width, hyphens
from booking.core.input.numbers import digits, phone_digits
from booking.core.input.person_keys import (
    Of,
    birthday_key,
    born_key,
    email_key,
    number_key,
    phone_key,
    typed_heard_key,
    typed_name_key,
)
from booking.core.input.typed_dates import read_typed_date

FEWEST_DIGITS = 4  # of a number or a phone number; fewer would fit too many people
_LEAP_YEAR = 2000  # in which every birthday is
_DAY_WITHOUT_YEAR = re.compile("([0-9]{1,2})[月/-]([0-9]{1,2})日?")
_BORN = re.compile("(生まれ|生れ|生)$")
# As callers are spoken of. Somebody may be called so, too: what was typed is tried with it and without.
_HONORIFIC = re.compile("(?<=.)(様|さま|サマ|さん|サン|殿|氏|くん|君|ちゃん)$")
_BETWEEN_WORDS = re.compile(r"[\s、,]+")


@dataclass(frozen=True)
class Word:
    """How keys may begin that this word finds: exactly, and nearly."""

    exact: tuple[str, ...]
    near: tuple[str, ...]


Way = tuple[Word, ...]  # all of whose words must fit


@dataclass(frozen=True)
class Typed:
    """The ways to understand what was typed, of which one must fit."""

    ways: tuple[Way, ...]

    @property
    def kind(self) -> str:
        """What was typed, for the audit log, such as "birth_date+name"; never the thing itself."""
        of = {Of(begins[0]).name.lower() for way in self.ways for word in way for begins in word.exact}
        return "+".join(sorted(of)) or "nothing"


def read_typed(typed: str) -> Typed:
    """Understand a name, a number, a phone number, a birth date or a mail address, or several of them."""
    text = unicodedata.normalize("NFKC", typed).strip()
    ways: list[Way] = [(_word(text),)]
    words = tuple(filter(_means_something, map(_word, _BETWEEN_WORDS.split(text))))
    if len(words) > 1:
        ways.append(words)
    return Typed(tuple(way for way in ways if all(map(_means_something, way))))


def _means_something(word: Word) -> bool:
    return bool(word.exact)


def _word(text: str) -> Word:
    exact = tuple(dict.fromkeys(_others(text)))
    if exact:
        return Word(exact, ())
    names = dict.fromkeys((text, _HONORIFIC.sub("", text)))
    return Word(_all(typed_name_key(name) for name in names), _all(typed_heard_key(name) for name in names))


def _all(keys: Iterator[str]) -> tuple[str, ...]:
    return tuple(key for key in keys if key)


def _others(text: str) -> Iterator[str]:
    """What it may be if it is no name."""
    if "@" in text:
        yield email_key(text)
        return
    day = _BORN.sub("", text)
    if (born := read_typed_date(day)) is not None:
        yield born_key(born)
    elif (birthday := _birthday(day)) is not None:
        yield birthday_key(birthday.month, birthday.day)
    number, phone = digits(text), phone_digits(text)
    if phone and len(number) >= FEWEST_DIGITS and number.isdecimal():
        yield number_key(number)
    if len(phone) >= FEWEST_DIGITS:  # of 0081 alone a single one is left, in which every tenth number ends
        yield phone_key(phone)


def _birthday(text: str) -> date | None:
    if found := _DAY_WITHOUT_YEAR.fullmatch(hyphens(half_width(text)).replace(" ", "")):
        with suppress(ValueError):
            return date(_LEAP_YEAR, int(found[1]), int(found[2]))
    return None
