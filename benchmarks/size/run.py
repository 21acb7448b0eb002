"""Fills a big and a small country on one PostgreSQL, measures both in turn, and prints the tables of "Size"."""

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import create_engine, text

from benchmarks.databases import database_on
from benchmarks.servers import SERVICE, serving
from benchmarks.size.cold import COLD_LISTS, measure_cold, memory_when_started
from benchmarks.size.country import OFFICES_THAT_COME_WITH_IT, Country
from benchmarks.size.measures import Measured, Side, measure_both
from benchmarks.size.people import people_of
from benchmarks.size.plans import Found, wasteful
from benchmarks.size.processes import Memory, web_process
from benchmarks.size.searches import EXACT, Searched, measure_searches
from benchmarks.size.visits import bookings_of, visits_of
from database.base import db
from database.engines import url_for_sqlalchemy

_BIG = 544 - OFFICES_THAT_COME_WITH_IT
_SMALL = 3
_GOAL, _MEMORY_GOAL, _SEARCH_GOAL = 1.3, 150, 3


def measure_size(*, rounds: int = 7, seconds: float = 0.5) -> None:
    """Some ten minutes and six gigabytes of disk, which are given back."""
    with tempfile.TemporaryDirectory(prefix="madoguchi-size-") as made, database_on("postgresql", Path(made)) as url:
        countries = [_country(url, Path(made), offices) for offices in (_SMALL, _BIG)]
        _print_progress(f"measuring cold lists, {rounds} rounds")
        found = {COLD_LISTS: measure_cold(*countries, rounds=rounds)}
        memory = [tuple(memory_when_started(country) for country in countries)]
        with ExitStack() as running:
            small, big = (_running(running, country) for country in countries)
            _print_progress(f"measuring, {rounds} rounds")
            found |= measure_both(small, big, rounds=rounds, seconds=seconds)
            memory.append(tuple(side.process.memory() for side in (small, big)))
            _print_progress("measuring searches over many offices")
            searched = measure_searches(countries[1], rounds=rounds)
            plans = list(wasteful(countries[1], big.visits))
    _print(_table(found))
    _print(_searches(searched))
    _print(_memory(*memory))
    _print(_plans(plans))


def _country(url: str, folder: Path, offices: int) -> Country:
    _print_progress(f"filling a country of {offices} offices")
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
    visits = visits_of(country, people, port=port)
    return Side(port, web_process(port), visits, bookings)


def _table(found: Mapping[str, Measured]) -> Iterator[str]:
    yield f"Load average at the end: {os.getloadavg()[0]:.1f}.\n"
    yield f"| one client, ms | p50, {_SMALL} offices | {_BIG} | ratio | processor, {_SMALL} offices | {_BIG} | ratio |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for path, measured in found.items():
        small, big = measured.small, measured.big
        p50 = f"{small.p50:.1f} | {big.p50:.1f} | **{measured.p50_ratio:.2f}**"
        computed = f"{small.computed:.2f} | {big.computed:.2f} | **{measured.computed_ratio:.2f}**"
        yield f"| {path} | {p50} | {computed} |"
    yield f"\nThe goal of all ratios is {_GOAL}."


def _searches(found: Mapping[str, Searched]) -> Iterator[str]:
    counts = list(found[EXACT].milliseconds)
    yield "\n| ms of a search (times the exact look-up) over offices | " + " | ".join(map(str, counts)) + " |"
    yield "| --- |" + " --- |" * len(counts)
    for kind, searched in found.items():
        cells = (f"{searched.milliseconds[n]:.1f} (**{searched.ratios[n]:.1f}**)" for n in counts)
        yield f"| {kind} | {' | '.join(cells)} |"
    yield f"\nThe goal is {_SEARCH_GOAL} exact look-ups over as many offices."


def _memory(started: Sequence[Memory], afterwards: Sequence[Memory]) -> Iterator[str]:
    yield f"\n| the web process, MiB: Rss (Pss), goal {_MEMORY_GOAL} | {_SMALL} offices | {_BIG} offices |"
    yield "| --- | --- | --- |"
    for when, held in (("when it has started", started), ("after all of the above", afterwards)):
        yield f"| {when} | {' | '.join(map(str, held))} |"


def _plans(plans: list[Found]) -> Iterator[str]:
    yield "\nStatements that read a whole big table, or throw many rows away:\n"
    for found in plans:
        yield f"- {found.path}: {found.why}; {found.milliseconds:.0f} ms\n  `{found.statement[:160]}`"


def _print(lines: Iterator[str]) -> None:
    print("\n".join(lines), flush=True)


def _print_progress(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
