"""Fills a big and a small country on one PostgreSQL, measures both in turn, and prints the tables of "Size"."""

import os
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.databases import database_on
from benchmarks.servers import SERVICE, serving
from benchmarks.size.cold import COLD_LISTS, measure_cold, memory_when_started
from benchmarks.size.country import OFFICES_THAT_COME_WITH_IT, Country
from benchmarks.size.filled import filled
from benchmarks.size.measures import Measured, Side, measure_both
from benchmarks.size.people import people_of
from benchmarks.size.plans import Found, wasteful
from benchmarks.size.processes import Memory, web_process
from benchmarks.size.searches import EXACT, Searched, measure_searches
from benchmarks.size.visits import bookings_of, visits_of
from benchmarks.size.ways import TypedSo, measure_ways
from database.base import db

_BIG = 544 - OFFICES_THAT_COME_WITH_IT
_SMALL = 3
_COLD_ROUNDS = 3  # each starts a server for either country
_GOAL, _MEMORY_GOAL, _SEARCH_GOAL = 1.3, 150, 3


def measure_size(*, keep: Path | None, rounds: int = 5, seconds: float = 0.3) -> None:
    """Some twenty minutes and six gigabytes of disk, which are given back unless they are to be kept."""
    began = time.monotonic()

    def tell(words: str) -> None:
        print(f"{time.monotonic() - began:5.0f} s  {words}", file=sys.stderr, flush=True)

    with tempfile.TemporaryDirectory(prefix="madoguchi-size-") as made, _server(keep, Path(made)) as url:
        urls = {offices: filled(url, offices, keep=bool(keep), tell=tell) for offices in (_SMALL, _BIG)}
        countries = [Country(used, Path(made) / str(offices), offices) for offices, used in urls.items()]
        tell(f"measuring cold lists, {_COLD_ROUNDS} rounds")
        found = {COLD_LISTS: measure_cold(*countries, rounds=_COLD_ROUNDS)}
        memory = [tuple(memory_when_started(country) for country in countries)]
        with ExitStack() as running:
            tell("signing people in")
            small, big = (_running(running, country) for country in countries)
            tell(f"measuring {len(big.visits)} paths, {rounds} rounds")
            found |= measure_both(small, big, rounds=rounds, seconds=seconds, tell=tell)
            memory.append(tuple(side.process.memory() for side in (small, big)))
            visits = big.visits
        _print(_table(found))
        _print(_memory(*memory))
        tell("measuring searches over many offices")
        _print(_searches(measure_searches(countries[1], rounds=rounds)))
        tell("typing names, numbers and dates in many ways")
        _print(_ways(measure_ways(countries[1], rounds=rounds)))
        tell("looking at plans")
        _print(_plans(wasteful(countries[1], visits, tell=tell)))
        tell("done")


@contextmanager
def _server(keep: Path | None, made: Path) -> Iterator[str]:
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
    with database_on("postgresql", keep or made, keep=bool(keep)) as url:
        yield url


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


def _ways(found: Sequence[TypedSo]) -> Iterator[str]:
    yield (
        "\n| typed | found | indexes | "
        + " | ".join(f"{n} offices, ms (× exact)" for n in found[0].milliseconds)
        + " |"
    )
    yield "| --- | --- | --- |" + " --- |" * len(found[0].milliseconds)
    for way in found:
        cells = (f"{ms:.1f} (**{way.ratios[n]:.1f}**)" for n, ms in way.milliseconds.items())
        yield f"| {way.typed} | {way.found} | {', '.join(way.indexes)} | {' | '.join(cells)} |"
    for n in found[0].ratios:
        ratios = sorted(way.ratios[n] for way in found)
        beyond, half = sum(ratio > _SEARCH_GOAL for ratio in ratios), ratios[len(ratios) // 2]
        told = f"median {half:.1f}, most {ratios[-1]:.1f}, {beyond} beyond {_SEARCH_GOAL}"
        yield f"\n{len(ratios)} ways over {n} offices: {told}."


def _plans(plans: Iterator[Found]) -> Iterator[str]:
    yield "\nStatements that read a whole big table, throw many rows away, or take long:\n"
    for found in plans:
        yield f"- {found.path}: {found.why}; {found.milliseconds}\n  `{found.statement[:160]}`"


def _print(lines: Iterator[str]) -> None:
    for line in lines:
        print(line, flush=True)
