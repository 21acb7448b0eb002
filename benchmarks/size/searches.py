"""Searches for people beside a look-up by exact number: over one office, over three, over the country at once."""

import statistics
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, repeat
from time import perf_counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from benchmarks.size.country import Country
from benchmarks.size.typed import typed_at_first_office
from booking.people.search.find import Found, find_people
from booking.people.seekers import seeker_of_offices
from booking.tables import Office
from database.base import db

EXACT = "exact look-up"
_A_FEW = 3
_EACH = 40  # of a round

Look = Callable[[Session], object]


@dataclass(frozen=True)
class Searched:
    """Milliseconds of a search, and how many exact look-ups of the same offices take as long: by how many offices."""

    milliseconds: Mapping[int, float]
    ratios: Mapping[int, float]


def searches_of(country: Country) -> Mapping[str, Look]:
    """One search of each kind over the whole country; within the app's context."""
    offices = _offices(country)[-1]
    return {
        f"search by {kind}, all offices": partial(find, typed=typed[0], office_ids=offices)
        for kind, typed in typed_at_first_office(country).items()
    }


def measure_searches(country: Country, *, rounds: int) -> Mapping[str, Searched]:
    """The medians by what is typed."""
    kinds = typed_at_first_office(country)
    with country.app().app_context():
        found: dict[str, dict[int, float]] = {kind: {} for kind in (EXACT, *kinds)}
        for offices in _offices(country):
            looks: dict[str, Sequence[Look]] = {}
            looks[EXACT] = [partial(look_up, typed=one, office_ids=offices) for one in kinds["seeker number"]]
            looks |= {kind: [partial(find, typed=one, office_ids=offices) for one in kinds[kind]] for kind in kinds}
            for kind, milliseconds in _in_turn(looks, rounds).items():
                found[kind][len(offices)] = milliseconds
        db.engine.dispose()
    floor = found[EXACT]
    return {kind: Searched(ms, {n: ms[n] / floor[n] for n in ms}) for kind, ms in found.items()}


def _in_turn(looks: Mapping[str, Sequence[Look]], rounds: int) -> Mapping[str, float]:
    taken: dict[str, list[float]] = {kind: [] for kind in looks}
    for _ in range(rounds):
        for kind, of_kind in looks.items():
            taken[kind] += milliseconds_of(of_kind)
    return {kind: statistics.median(times) for kind, times in taken.items()}


def milliseconds_of(looks: Sequence[Look], *, times_each: int = _EACH) -> list[float]:
    """How long each of so many looks takes, in turn."""
    times = []
    for look, _ in zip(chain.from_iterable(repeat(looks)), range(times_each), strict=False):
        began = perf_counter()
        look(db.session())
        times.append((perf_counter() - began) * 1_000)
        db.session.remove()
    return times


def find(session: Session, *, typed: str, office_ids: Collection[int]) -> Found:
    """As clerks search."""
    return find_people(session, typed, office_ids=office_ids)


def look_up(session: Session, *, typed: str, office_ids: Collection[int]) -> object:
    """By an exact number and its index: what searches are held against."""
    return seeker_of_offices(session, typed, office_ids=office_ids)


def _offices(country: Country) -> Sequence[Collection[int]]:
    """The first office, three, and all that were filled."""
    codes = select(Office.id).where(Office.code.in_(country.codes)).order_by(Office.code)
    ids = db.session.scalars(codes).all()
    db.session.remove()
    return [ids[:count] for count in sorted({1, _A_FEW, len(ids)})]
