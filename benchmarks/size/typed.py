"""What clerks type to find somebody, in each way in which people are found."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from benchmarks.size.country import Country
from benchmarks.size.history import COMMON, COMMON_EACH, EVERYBODY, SEEKERS_EACH

_EACH = 20
_FIRST_BORN, _BIRTHDAYS = date(1960, 1, 1), 15_000  # as `history` has them


def typed_at_first_office(country: Country) -> Mapping[str, Sequence[str]]:
    """By kind: people of the first office, or the name that many bear."""
    people = country.seekers_of_first_office(_EACH)
    called_so = [n for n in country.seekers_of_first_office(SEEKERS_EACH) if n % COMMON_EACH == 0]
    born = [_FIRST_BORN + timedelta(days=n % _BIRTHDAYS) for n in people]
    return {
        "seeker number": [f"60000-{n:07}" for n in people],
        "last digits": [f"{n:07}"[-4:] for n in people],
        "phone number": [f"0800{n:07}" for n in people],
        "birth date": [f"{day:%Y-%m-%d}" for day in born],
        "day of birth": [f"{day.month}月{day.day}日" for day in born],
        "mail address": [f"size-{n}@example.com" for n in people],
        "whole name": [f"{COMMON[1]} {n}" for n in called_so],
        "whole name, family name of nearly everybody": [f"{EVERYBODY[1]} {n}" for n in people],
        "name and birth date": [f"{EVERYBODY[0]} {day:%Y-%m-%d}" for day in born],
        "common name": [COMMON[0], COMMON[1]],
        "name of nearly everybody": [EVERYBODY[0], EVERYBODY[1]],
    }
