"""Reads numbers as people write them: with any width, spaces, hyphens or brackets; knows no tables.

One reading for every field, file and program, so that a number that one page takes is taken everywhere.
"""

import re

from booking.core.input.clean_text import half_width, hyphens

_MARKS = re.compile(r"[\s\-.()]+")
_SEEKER_NUMBER = re.compile(r"[0-9]{9,13}", re.ASCII)
_OFFICE_DIGITS = 5  # of the office that registered the person; 4 to 8 digits follow


def digits(typed: str) -> str:
    """What was typed, half-width and without the marks with which people group digits; letters stay, to be refused."""
    return _MARKS.sub("", hyphens(half_width(typed)))


def phone_digits(typed: str) -> str:
    """A phone number as it is stored, with its leading 0: +81 90, (090) and 090- are one; empty if it is none."""
    number = digits(typed)
    if number.startswith(("+81", "0081")):
        number = "0" + number.removeprefix("+81").removeprefix("0081").removeprefix("0")
    return number if number.isascii() and number.isdecimal() else ""


def is_seeker_number(typed: str) -> bool:
    """Whether somebody may have been given this number, however it is grouped."""
    return _SEEKER_NUMBER.fullmatch(digits(typed)) is not None


def read_seeker_number(typed: str) -> str:
    """A seeker number as it is stored (70000-0000001), with or without its hyphen; anything else as it was typed."""
    number = digits(typed)
    if not _SEEKER_NUMBER.fullmatch(number):
        return hyphens(half_width(typed)).replace(" ", "")
    return f"{number[:_OFFICE_DIGITS]}-{number[_OFFICE_DIGITS:]}"
