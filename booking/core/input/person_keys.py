"""Keys under which a person is found: whoever is searched for begins with what was typed, in one of them.

Each key begins with a letter that says of what it is. Numbers stand backwards, because people are found by their last
digits; names stand once from each of their parts on, because a given name is found like a family name. Knows no tables.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from booking.core.input.folded_names import has_kana, heard_key, name_key, name_parts
from booking.core.input.numbers import digits

_LONGEST = 80
_UNFIT = re.compile(r"[\s\x00-\x1f\x7f\"\\]+")  # keys are kept in one text with spaces between them


class Of(StrEnum):
    """Of what a key is; its value is the letter."""

    NAME = "n"
    HEARD = "h"  # the name as it may be misheard
    NUMBER = "s"
    PHONE = "p"
    BIRTH_DATE = "b"
    EMAIL = "m"


def keys_of_person(
    *, name: str, kana: str, seeker_number: str, birth_date: date, phone: str | None, email: str | None
) -> str:
    """All keys of a person, with spaces between them, as they are kept."""
    found = [*_of_names(name, kana), number_key(seeker_number), born_key(birth_date)]
    found += [phone_key(phone)] if phone else []
    found += [email_key(email)] if email else []
    return " ".join(dict.fromkeys(found))


def typed_name_key(typed: str) -> str:
    """The key of a name or its beginning; empty if nothing of a name was typed."""
    return _key(Of.NAME, name_key(typed))


def typed_heard_key(typed: str) -> str:
    """The same as it may have been misheard; empty if nothing was."""
    heard = heard_key(typed)
    return _key(Of.HEARD, heard) if has_kana(heard) else ""


def number_key(typed: str) -> str:
    """The key of a seeker number, or of its last digits."""
    return _key(Of.NUMBER, digits(typed)[::-1])


def phone_key(phone: str) -> str:
    """The key of a phone number as it is stored, or of its last digits."""
    return _key(Of.PHONE, phone[::-1])


def born_key(day: date) -> str:
    """The key of a birth date; it begins with that of its day without a year."""
    return _key(Of.BIRTH_DATE, f"{day:%m%d}{day.year:04}")


def birthday_key(month: int, day: int) -> str:
    """The key of a birth date of which no year was said."""
    return _key(Of.BIRTH_DATE, f"{month:02}{day:02}")


def email_key(address: str) -> str:
    """The key of a mail address."""
    return _key(Of.EMAIL, unicodedata.normalize("NFKC", address).casefold())


def _of_names(name: str, kana: str) -> Iterator[str]:
    for text in (name, kana):
        parts = name_parts(text)
        for first in range(len(parts)):
            turned = "".join(parts[first:] + parts[:first])
            yield typed_name_key(turned)
            if heard := typed_heard_key(turned):
                yield heard


def _key(of: Of, text: str) -> str:
    fit = _UNFIT.sub("", text)[:_LONGEST]
    return f"{of}{fit}" if fit else ""
