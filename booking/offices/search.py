"""Procedures, found by what people type: their words are kept in the process until an office changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock
from weakref import WeakKeyDictionary

from sqlalchemy import Pool, Row, func, select
from sqlalchemy.orm import Session

from booking.availability.ends import first_end, has_ended
from booking.availability.procedures import procedures_of_codes
from booking.core.input.search_words import occurs, search_words, searched_text, split_at_signs
from booking.core.texts.romaji import latin_spellings
from booking.offices.prefectures import READINGS
from booking.tables import Office, Procedure
from database.base import table_of

# Built once, and on the tables: every search asks the first.
_offices, _procedures = table_of(Office).c, table_of(Procedure).c
# Every change of an office or its procedures raises its version, and versions never fall.
_STAMP = select(func.count(), func.max(_offices.id), func.sum(_offices.version))
_WORDS = (
    select(
        _procedures.code,
        _procedures.title,
        _procedures.purpose,
        _procedures.keywords,
        _procedures.ends_on,
        _offices.ends_on.label("office_ends_on"),
        _offices.name,
        _offices.official_name,
        _offices.prefecture,
        _offices.city,
        _offices.keywords.label("office_keywords"),
    )
    .join_from(table_of(Procedure), table_of(Office), _offices.id == _procedures.office_id)
    .order_by(_procedures.purpose_order, _procedures.id)
)

_Stamp = tuple[object, ...]
_Words = Row[str, str, str, list[str], date | None, date | None, str, str, str, str, list[str]]


@dataclass(frozen=True, slots=True)
class _Searched:
    """A procedure, and all words by which it is found, in the form in which they are compared."""

    code: str
    words: str
    ends_on: date | None


# With the stamp that was read before them, for each pool of connections: that is, for each database.
_kept: WeakKeyDictionary[Pool, tuple[_Stamp, tuple[_Searched, ...]]] = WeakKeyDictionary()
_reading = Lock()


def search_procedures(session: Session, typed: str, *, today: date) -> Sequence[Procedure]:
    """The procedures in which every typed word occurs (none typed: all), 職業相談 before 失業認定.

    Those that have ended are left out.
    """
    return procedures_of_codes(session, find_codes(session, typed, today=today))


def find_codes(session: Session, typed: str, *, today: date) -> Sequence[str]:
    """The codes of what `search_procedures` finds, in its order: lists of a whole country page (rules.md#pages)."""
    wanted = search_words(typed)
    if typed.strip() and not wanted:
        return []  # signs alone
    found = (one for one in _searched(session) if all(occurs(word, one.words) for word in wanted))
    return [one.code for one in found if not has_ended(one.ends_on, on=today)]


def unknown_words(session: Session, typed: str, *, today: date) -> Sequence[str]:
    """Those of the typed words that no procedure has, as they were typed."""
    lasting = [one for one in _searched(session) if not has_ended(one.ends_on, on=today)]
    return [
        shown
        for shown in split_at_signs(typed)
        if not all(any(occurs(word, one.words) for one in lasting) for word in search_words(shown))
    ]


def _searched(session: Session) -> tuple[_Searched, ...]:
    pool = session.get_bind().engine.pool
    stamp: _Stamp = tuple(session.execute(_STAMP).one())
    # The words of a country are megabytes while they are read, so that they are read by one thread for all.
    with _reading:
        kept_stamp, kept = _kept.get(pool, (None, ()))
        if kept_stamp != stamp:
            kept = tuple(_searched_of(row) for row in session.execute(_WORDS))
            _kept[pool] = (stamp, kept)
    return kept


def _searched_of(row: _Words) -> _Searched:
    names = (row.title, row.purpose, row.name, row.official_name)
    readings = (*row.keywords, READINGS.get(row.prefecture, ""), *row.office_keywords)
    latin = (spelling for reading in readings for spelling in latin_spellings(reading))
    words = searched_text(*names, row.prefecture, row.city, *readings, *latin)
    return _Searched(row.code, words, first_end(row.office_ends_on, row.ends_on))
