"""The ways to type sample people, over half a million others: who is found, by which indexes, how fast."""

import statistics
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import select

from benchmarks.size.country import Country
from benchmarks.size.plans import plan_of, statements_of
from benchmarks.size.searches import find, look_up, milliseconds_of
from booking.people.search.find import Found
from booking.tables import Office, Seeker
from database.base import db
from tests.people.search.ways_to_type import WAYS_TO_TYPE

_EACH = 5  # of a round


@dataclass(frozen=True)
class TypedSo:
    """What became of something typed; milliseconds and exact look-ups in that time by how many offices."""

    typed: str
    found: str
    indexes: Sequence[str]
    milliseconds: Mapping[int, float]
    ratios: Mapping[int, float]


def measure_ways(country: Country, *, rounds: int) -> Sequence[TypedSo]:
    """The medians of each way, over the person's own office and over all."""
    with country.app().app_context():
        everywhere = db.session.scalars(select(Office.id).order_by(Office.id)).all()
        db.session.remove()
        ways = [way for name in WAYS_TO_TYPE for way in _of_person(name, everywhere, rounds)]
        db.engine.dispose()
    return ways


def _of_person(name: str, everywhere: Collection[int], rounds: int) -> Iterator[TypedSo]:
    number, own = db.session.execute(select(Seeker.seeker_number, Seeker.office_id).where(Seeker.name == name)).one()
    typed, scopes = WAYS_TO_TYPE[name].split("|"), {1: [own], len(everywhere): everywhere}
    exact, taken = {n: _Times() for n in scopes}, {(way, n): _Times() for way in typed for n in scopes}
    for _ in range(rounds):
        for n, office_ids in scopes.items():
            exact[n] += milliseconds_of([partial(look_up, typed=number, office_ids=office_ids)], times_each=4 * _EACH)
            for way in typed:
                looks = [partial(find, typed=way, office_ids=office_ids)]
                taken[way, n] += milliseconds_of(looks, times_each=_EACH)
    for way in typed:
        ms = {n: statistics.median(taken[way, n]) for n in scopes}
        ratios = {n: ms[n] / statistics.median(exact[n]) for n in scopes}
        found = find(db.session(), typed=way, office_ids=everywhere)
        yield TypedSo(way, _said(found, name), _indexes(way, everywhere), ms, ratios)


_Times = list[float]


def _said(found: Found, name: str) -> str:
    if [hit.name for hit in found.exact] == [name]:
        return "alone"
    among = "" if any(hit.name == name for hit in found.exact) else "not "
    return f"{among}among {len(found.exact)} shown"


def _indexes(way: str, office_ids: Collection[int]) -> Sequence[str]:
    asked = statements_of(partial(find, db.session(), typed=way, office_ids=office_ids))
    with db.engine.connect() as connection:
        plans = [plan_of(connection, f"EXPLAIN (FORMAT JSON) {sql}", given)[0]["Plan"] for sql, given in asked]
    return sorted({index for plan in plans for index in _used(plan)})


def _used(node: Mapping[str, Any]) -> Iterator[str]:
    if "Index Name" in node:
        yield node["Index Name"]
    elif node["Node Type"] == "Seq Scan":
        yield f"all of {node['Relation Name']}"
    for inner in node.get("Plans", ()):
        yield from _used(inner)
