"""Finds people of the own offices by what was typed (rules.md#finding-people).

Each look is one range of an index, and ends when it has found enough: of a name that nearly everybody has it shows
some, by kana, and not the first of all by kana.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import count, islice
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, literal_column, or_, select, union_all
from sqlalchemy.orm import Session

from booking.core.input.person_keys import Of
from booking.people.merged import is_merged
from booking.people.search.typed import Typed, Way, Word, read_typed
from booking.tables import Office, SearchKey, Seeker
from database.base import table_of
from database.connections import connection_of
from database.one_of import one_of

MOST = 50
_MOST_NEAR = 20
_MOST_AT_ONCE = 3 * MOST  # exactly and nearly
# That one look reads: of somebody two begin alike at the most, or nearly always, and who fits stands among the near.
_MOST_KEYS = 2 * (MOST + _MOST_NEAR)
_CUT_SHORT = _MOST_KEYS // 2  # people of two keys each: with fewer no look can have ended before its last
_SHAPES = 64
_FEW_OFFICES, _MANY = 12, 2_000
_OF_NAMES = {Of.NAME, Of.HEARD}
_LAST = "\U0010ffff"  # no key goes on with it

_keys, _seekers, _offices = table_of(SearchKey).c, table_of(Seeker).c, table_of(Office).c
_PEOPLE = (  # in the order of the fields of `Hit`, and what shows in what they fit
    select(
        _seekers.id,
        _seekers.seeker_number,
        _seekers.name,
        _seekers.kana,
        _seekers.birth_date,
        _seekers.my_page_opened,
        _seekers.registration_valid_until,
        _offices.name.label("office"),
        _seekers.search_keys,
    )
    .join_from(table_of(Seeker), table_of(Office))
    .where(~is_merged(_seekers.id), _seekers.erased_at.is_(None))
    .order_by(_seekers.kana, _seekers.id)
)
_same = table_of(SearchKey).alias("same").c
_OFFICES = one_of(_keys.office_id, "office_ids")


def _begins(key: ColumnElement[str], turn: int) -> ColumnElement[bool]:
    return and_(key >= bindparam(f"from_{turn}"), key < bindparam(f"to_{turn}"))


_SOME = select(_keys.key).where(_OFFICES, _begins(_keys.key, 0)).limit(_MANY).subquery()
_HOW_MANY = select(func.count()).select_from(_SOME)


@dataclass(frozen=True)
class Hit:
    """Somebody who was found, and in what they fit what was typed."""

    id: int
    seeker_number: str
    name: str = field(repr=False)
    kana: str = field(repr=False)
    birth_date: date = field(repr=False)
    my_page_opened: bool
    registration_valid_until: date | None
    office: str
    by: tuple[Of, ...]


@dataclass(frozen=True)
class Found:
    """Who fits what was typed, by kana; and who nearly does."""

    typed: Typed
    exact: Sequence[Hit] = ()
    near: Sequence[Hit] = ()

    def __bool__(self) -> bool:
        """Whether anybody was found."""
        return bool(self.exact or self.near)

    @property
    def only(self) -> Hit | None:
        """Whoever is meant, if nobody else can be."""
        return self.exact[0] if len(self.exact) == 1 and not self.near else None


Beginnings = Sequence[str]
Row = tuple[Any, ...]
Shape = tuple[tuple[int, ...], ...]  # of ways: how many beginnings each of their words has, what is looked for first


def find_people(session: Session, text: str, *, office_ids: Collection[int]) -> Found:
    """The people of these offices who fit `text`, 50 at the most, and 20 of those who may have been misheard.

    Both are looked for at once; exact ones alone only where those who were misheard may have left them no room.
    """
    typed = read_typed(text)
    if not typed.ways:
        return Found(typed)
    with_near = [tuple(word.exact + word.near for word in way) for way in typed.ways]
    rows = _rows(session, with_near, office_ids, most=_MOST_AT_ONCE)
    exact = list(islice(filter(lambda row: _fits_exactly(row, typed), rows), MOST))
    if len(exact) < MOST and len(rows) >= _CUT_SHORT:
        exact = list(_rows(session, [tuple(word.exact for word in way) for way in typed.ways], office_ids, most=MOST))
    near: Sequence[Row] = ()
    if len(exact) < MOST:
        but = {row[0] for row in exact}
        near = [row for row in rows if row[0] not in but][:_MOST_NEAR]
    return Found(typed, [_hit(row, typed) for row in exact], [_hit(row, typed) for row in near])


def _rows(
    session: Session,
    ways: Sequence[Sequence[Beginnings]],
    office_ids: Collection[int],
    *,
    most: int,
) -> Sequence[Row]:
    """Those who fit one of the ways."""
    ordered = [_rarest_first(session, way, office_ids) for way in ways]
    begins = [begin for way in ordered for beginnings in way for begin in beginnings]
    given: dict[str, Any] = {"office_ids": office_ids}
    for n, begin in enumerate(begins):
        given |= {f"from_{n}": begin, f"to_{n}": begin + _LAST}
    statement = _statement(tuple(tuple(map(len, way)) for way in ordered), most)
    return [tuple(row) for row in connection_of(session).execute(statement, given)]


def _rarest_first(session: Session, way: Sequence[Beginnings], office_ids: Collection[int]) -> Sequence[Beginnings]:
    """What is looked for first, since each whom it finds is held against the others: numbers and dates, what is long.

    Of names over many offices it is counted, at some of them; at a few nobody has so many namesakes.
    """
    guessed = sorted(way, key=lambda word: (word[0][0] in _OF_NAMES, -max(map(len, word))))
    if len(way) == 1 or len(office_ids) <= _FEW_OFFICES or guessed[0][0][0] not in _OF_NAMES:
        return guessed
    some = sorted(office_ids)[:: len(office_ids) // _FEW_OFFICES]
    return sorted(guessed, key=lambda word: sum(_how_many(session, begin, some) for begin in word))


def _how_many(session: Session, begin: str, office_ids: Collection[int]) -> int:
    given = {"office_ids": office_ids, "from_0": begin, "to_0": begin + _LAST}
    return connection_of(session).execute(_HOW_MANY, given).scalar_one()


@lru_cache(_SHAPES)
def _statement(shape: Shape, most: int) -> Select[Any]:
    """Built once for all searches of as many words and readings: it takes longer than carrying it out."""
    turns = count()
    words_of_ways = [[list(islice(turns, beginnings)) for beginnings in way] for way in shape]
    ending = [look.limit(_MOST_KEYS).subquery() for words in words_of_ways for look in _looks(words)]
    ids = union_all(*(select(look.c.seeker_id) for look in ending))
    return _PEOPLE.where(_seekers.id.in_(ids)).limit(most)


def _looks(words: Sequence[Sequence[int]]) -> Iterator[Select[tuple[int]]]:
    """Each range of the first word; the few keys of whoever it finds are read to see whether they fit the others.

    Never the other way round: PostgreSQL may think it cheaper to read the other word's whole range, which the offset
    forbids.
    """
    first, *others = words
    fit = [_fits_too(other) for other in others]
    for n in first:
        yield select(_keys.seeker_id).where(_OFFICES, _begins(_keys.key, n), *fit)


def _fits_too(word: Sequence[int]) -> ColumnElement[bool]:
    begins = or_(*(_begins(_same.key, n) for n in word))
    return select(_same.key).where(_same.seeker_id == _keys.seeker_id, begins).offset(literal_column("0")).exists()


def _hit(row: Row, typed: Typed) -> Hit:
    keys = (row[-1] or "").split()
    words = [word for way in typed.ways if _fits(way, keys) for word in way]
    by = {Of(begins[0]) for word in words for begins in _fitting(word, keys)}
    values = (*row[:-1], tuple(of for of in Of if of in by))
    return Hit(*values)


def _fits(way: Way, keys: Sequence[str]) -> bool:
    return all(any(True for _ in _fitting(word, keys)) for word in way)


def _fits_exactly(row: Row, typed: Typed) -> bool:
    keys = tuple((row[-1] or "").split())
    return any(all(any(key.startswith(word.exact) for key in keys) for word in way) for way in typed.ways)


def _fitting(word: Word, keys: Sequence[str]) -> Iterator[str]:
    """How it begins keys: nearly only where not exactly."""
    for beginnings in (word.exact, word.near):
        fitting = [begins for begins in beginnings if any(key.startswith(begins) for key in keys)]
        yield from fitting
        if fitting:
            return
