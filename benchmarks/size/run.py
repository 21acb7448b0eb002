"""Fills a big and a small country on one PostgreSQL, measures both in turn, and prints the tables of "Size"."""

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import create_engine, text

from benchmarks.databases import database_on
from benchmarks.servers import SERVICE, serving
from benchmarks.size.country import OFFICES_THAT_COME_WITH_IT, Country
from benchmarks.size.measures import Measured, Side, measure_both
from benchmarks.size.memory import Memory, web_process_memory
from benchmarks.size.people import people_of
from benchmarks.size.plans import Found, wasteful
from benchmarks.size.visits import bookings_of, visits_of
from database.base import db
from database.engines import url_for_sqlalchemy

_BIG = 544 - OFFICES_THAT_COME_WITH_IT
_SMALL = 3
_GOAL, _MEMORY_GOAL = 1.3, 150


def measure_size(*, rounds: int = 7, seconds: float = 0.5) -> None:
    """Some eight minutes and six gigabytes of disk, which are given back."""
    with tempfile.TemporaryDirectory(prefix="madoguchi-size-") as made, database_on("postgresql", Path(made)) as url:
        countries = [_country(url, Path(made), offices) for offices in (_SMALL, _BIG)]
        with ExitStack() as running:
            small, big = (_running(running, country) for country in countries)
            _tell(f"measuring, {rounds} rounds")
            found = measure_both(small, big, rounds=rounds, seconds=seconds)
            memory = [web_process_memory(side.port) for side in (small, big)]
            plans = list(wasteful(countries[1], big.visits))
    _print(_table(found, memory))
    _print(_plans(plans))


def _country(url: str, folder: Path, offices: int) -> Country:
    _tell(f"filling a country of {offices} offices")
    name = f"size_{offices}"
    engine = create_engine(url_for_sqlalchemy(url), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return Country(url.replace("/postgres?", f"/{name}?"), folder / name, offices)


def _running(running: ExitStack, country: Country) -> Side:
    with country.app().app_context():
        people = people_of(country)
        bookings = bookings_of(country, people)
        db.engine.dispose()
    port = running.enter_context(serving(SERVICE, folder=country.folder, settings=country.settings))
    return Side(port, visits_of(country, people, port=port), bookings)


def _table(found: Mapping[str, Measured], memory: list[Memory]) -> Iterator[str]:
    load = os.getloadavg()[0]
    yield f"Load average at the end: {load:.1f}.\n"
    yield f"| one client, p50 in ms | {_SMALL} offices | {_BIG} offices | big to small (goal {_GOAL}) |"
    yield "| --- | --- | --- | --- |"
    for path, measured in found.items():
        yield f"| {path} | {measured.small:.1f} | {measured.big:.1f} | **{measured.ratio:.2f}** |"
    small, big = memory
    yield f"| memory of the web process, MiB: Rss (Pss) (goal {_MEMORY_GOAL}) | {small} | {big} | |"


def _plans(plans: list[Found]) -> Iterator[str]:
    yield "\nStatements that read a whole big table, or throw many rows away:\n"
    for found in plans:
        yield f"- {found.path}: {found.why}; {found.milliseconds:.0f} ms\n  `{found.statement[:160]}`"


def _print(lines: Iterator[str]) -> None:
    print("\n".join(lines), flush=True)


def _tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
