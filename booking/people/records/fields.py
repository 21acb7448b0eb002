"""Reads what an office has on record of a person, as it is typed or stands in a file, and says what is wrong with it.

One reading for the pages of clerks and for the files of offices. Names stay to the letter; everything else is kept in
the one form in which it is searched, dialled and written to. Knows no tables.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum, StrEnum, auto
from typing import Any

from booking.core.input.clean_text import one_line, says_something
from booking.core.input.kana import kana_as_kept
from booking.core.input.numbers import is_seeker_number, phone_digits, read_seeker_number
from booking.core.input.parsing import read_typed_day
from booking.core.input.typed_dates import read_typed_date
from booking.core.text_limits import LONGEST_ADDRESS, LONGEST_MAIL_ADDRESS, LONGEST_NAME
from booking.people.mail_addresses import read_mail_address
from notifier.mail_addresses import is_mail_address

OLDEST = 120  # years; whoever is older was mistyped

_PHONE = re.compile(r"0[1-9][0-9]{8,9}", re.ASCII)


class PersonField(StrEnum):
    """A field of a record, in the order of forms and files."""

    SEEKER_NUMBER = "seeker_number"
    NAME = "name"
    KANA = "kana"
    BIRTH_DATE = "birth_date"
    PHONE = "phone"
    ADDRESS = "address"
    EMAIL = "email"
    VALID_UNTIL = "valid_until"


class Problem(Enum):
    """What is wrong with what was typed into a field; `words` says it."""

    MISSING = auto()
    TOO_LONG = auto()
    SHAPE = auto()
    NOT_YET = auto()  # a birth date that is still to come
    TOO_OLD = auto()


LONGEST: Mapping[PersonField, int] = {
    PersonField.NAME: LONGEST_NAME,
    PersonField.KANA: LONGEST_NAME,
    PersonField.ADDRESS: LONGEST_ADDRESS,
    PersonField.EMAIL: LONGEST_MAIL_ADDRESS,
}


@dataclass(frozen=True)
class Person:
    """What is on record of a person, as it is kept. `valid_until` is the last day on which they are 求職有効."""

    name: str = field(repr=False)
    kana: str = field(repr=False)
    birth_date: date = field(repr=False)
    phone: str | None = field(repr=False)
    address: str = field(repr=False)
    email: str | None = field(repr=False)
    valid_until: date | None


@dataclass(frozen=True)
class PersonRead:
    """A record as it was read. `person` is None while `problems` names a field of it."""

    person: Person | None
    seeker_number: str | None  # None = the office gave none (or a wrong one)
    problems: Mapping[PersonField, Problem]


def read_person(typed: Mapping[PersonField, str], *, today: date) -> PersonRead:
    """Read all fields; what is not named was left empty. A date is one text, as `whole_date` makes it of three."""
    read = {each: read_field(each, typed.get(each, ""), today=today) for each in PersonField}
    problems = {each: value for each, value in read.items() if isinstance(value, Problem)}
    number: Any = read.pop(PersonField.SEEKER_NUMBER)
    is_whole = not problems.keys() - {PersonField.SEEKER_NUMBER}
    person = Person(**{each.value: value for each, value in read.items()}) if is_whole else None
    return PersonRead(person, None if PersonField.SEEKER_NUMBER in problems else number, problems)


def read_field(which: PersonField, typed: str, *, today: date) -> Any:
    """One field as it is kept, or what is wrong with it."""
    return _READERS[which](one_line(typed), today)


def _seeker_number(typed: str, _today: date) -> str | Problem | None:
    if not typed:
        return None
    return read_seeker_number(typed) if is_seeker_number(typed) else Problem.SHAPE


def _name(typed: str, _today: date) -> str | Problem:
    """As given: 髙 stays 髙, also where a keyboard has put a mark after its kana."""
    return _text(typed, PersonField.NAME)


def _kana(typed: str, _today: date) -> str | Problem:
    if not says_something(typed):
        return Problem.MISSING
    kana = kana_as_kept(typed)
    if kana is None:
        return Problem.SHAPE
    return _text(kana, PersonField.KANA)


def _birth_date(typed: str, today: date) -> date | Problem:
    if not typed:
        return Problem.MISSING
    born = read_typed_date(typed)
    if born is None:
        return Problem.SHAPE
    if born >= today:
        return Problem.NOT_YET
    return born if today - born < timedelta(days=OLDEST * 366) else Problem.TOO_OLD


def _phone(typed: str, _today: date) -> str | Problem | None:
    if not typed:
        return None
    number = phone_digits(typed)
    return number if _PHONE.fullmatch(number) else Problem.SHAPE


def _address(typed: str, _today: date) -> str | Problem:
    return _text(typed, PersonField.ADDRESS)


def _email(typed: str, _today: date) -> str | Problem | None:
    """Old addresses of phones have dots where none should be; they are real, and taken."""
    if not typed:
        return None
    address = read_mail_address(typed)
    if len(address) > LONGEST[PersonField.EMAIL]:
        return Problem.TOO_LONG
    return address if is_mail_address(address) else Problem.SHAPE


def _valid_until(typed: str, _today: date) -> date | Problem | None:
    return (read_typed_day(typed) or Problem.SHAPE) if typed else None


def _text(text: str, which: PersonField) -> str | Problem:
    if not says_something(text):
        return Problem.MISSING
    return text if len(text) <= LONGEST[which] else Problem.TOO_LONG


_READERS: Mapping[PersonField, Callable[[str, date], Any]] = {
    PersonField.SEEKER_NUMBER: _seeker_number,
    PersonField.NAME: _name,
    PersonField.KANA: _kana,
    PersonField.BIRTH_DATE: _birth_date,
    PersonField.PHONE: _phone,
    PersonField.ADDRESS: _address,
    PersonField.EMAIL: _email,
    PersonField.VALID_UNTIL: _valid_until,
}
