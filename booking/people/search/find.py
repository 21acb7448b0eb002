"""Finds people of the own offices by what was typed; each look is one range of an index (rules.md#finding-people)."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, and_, select, union_all
from sqlalchemy.orm import Session

from booking.core.input.person_keys import Of
from booking.people.merged import is_merged
from booking.people.search.typed import Typed, Way, Word, read_typed
from booking.tables import Office, SearchKey, Seeker
from database.base import table_of

MOST = 50
_MOST_NEAR = 20
_LAST = "\U0010ffff"  # no key goes on with it

_keys, _seekers, _offices = table_of(SearchKey).c, table_of(Seeker).c, table_of(Office).c
_PEOPLE = (
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


def find_people(session: Session, text: str, *, office_ids: Collection[int]) -> Found:
    """The people of these offices who fit `text`, 50 at the most, and 20 of those who may have been misheard."""
    typed = read_typed(text)
    if not typed.ways:
        return Found(typed)
    exact = [tuple(word.exact for word in way) for way in typed.ways]
    found = _rows(session, _ids(exact, office_ids), most=MOST)
    near: Sequence[RowMapping] = ()
    if len(found) < MOST and any(word.near for way in typed.ways for word in way):
        heard = [tuple(word.exact + word.near for word in way) for way in typed.ways]
        others = _seekers.id.not_in([row["id"] for row in found])
        near = _rows(session, _ids(heard, office_ids), others, most=_MOST_NEAR)
    return Found(typed, [_hit(row, typed) for row in found], [_hit(row, typed) for row in near])


Beginnings = Sequence[str]


def _rows(session: Session, ids: Any, *conditions: ColumnElement[bool], most: int) -> Sequence[RowMapping]:
    return session.execute(_PEOPLE.where(_seekers.id.in_(ids), *conditions).limit(most)).mappings().all()


def _ids(ways: Sequence[Sequence[Beginnings]], office_ids: Collection[int]) -> Any:
    return union_all(*(query for way in ways for query in _ids_of_way(way, office_ids)))


def _ids_of_way(way: Sequence[Beginnings], office_ids: Collection[int]) -> Iterator[Select[tuple[int]]]:
    """Whom the longest word finds, as far as they fit the others."""
    first, *others = sorted(way, key=lambda beginnings: -max(map(len, beginnings)))
    fit = [_keys.seeker_id.in_(union_all(*_ids_of_word(other, office_ids))) for other in others]
    for query in _ids_of_word(first, office_ids):
        yield query.where(*fit)


def _ids_of_word(beginnings: Beginnings, office_ids: Collection[int]) -> Iterator[Select[tuple[int]]]:
    for begins in beginnings:
        in_range = and_(_keys.key >= begins, _keys.key < begins + _LAST)
        yield select(_keys.seeker_id).where(_keys.office_id.in_(office_ids), in_range)


def _hit(row: RowMapping, typed: Typed) -> Hit:
    shown: dict[str, Any] = dict(row)
    keys = (shown.pop("search_keys") or "").split()
    words = [word for way in typed.ways if _fits(way, keys) for word in way]
    by = {Of(begins[0]) for word in words for begins in _fitting(word, keys)}
    return Hit(**shown, by=tuple(of for of in Of if of in by))


def _fits(way: Way, keys: Sequence[str]) -> bool:
    return all(any(True for _ in _fitting(word, keys)) for word in way)


def _fitting(word: Word, keys: Sequence[str]) -> Iterator[str]:
    """How it begins keys: nearly only where not exactly."""
    for beginnings in (word.exact, word.near):
        fitting = [begins for begins in beginnings if any(key.startswith(begins) for key in keys)]
        yield from fitting
        if fitting:
            return
