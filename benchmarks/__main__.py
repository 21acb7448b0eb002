"""`python -m benchmarks`: both databases, the tables of docs/performance.md on standard output."""

import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from benchmarks.databases import ENGINES, database_on
from benchmarks.deliveries.run import measure_deliveries
from benchmarks.floors import DATABASE
from benchmarks.measures import FULL, QUICK, SMALL, Size, measure_all
from benchmarks.report import tables
from benchmarks.servers import FLOORS, SERVICE, serving
from benchmarks.size.run import measure_size
from benchmarks.statements import statements_of_a_booking
from benchmarks.town import Town
from benchmarks.web.network import measure_network
from benchmarks.web.run import measure_web
from benchmarks.web.slow_network import measure_slow_network
from booking.cli.web_server import THREADS


def main() -> None:
    """Measure and print."""
    given = read_arguments()
    if given.country:
        measure_size(keep=given.keep)
        return
    if given.network:
        measure_network()
        return
    if given.walk:
        measure_slow_network()
        return
    for engine in given.engine or ENGINES:
        workers = given.workers if engine == "postgresql" else 1
        measure_web(engine, given.size, workers=workers, threads=given.threads)
        if given.web:
            continue
        _measure(engine, given.size, workers=workers, threads=given.threads)
        measure_deliveries(engine, given.size.deliveries)


def read_arguments(arguments: Sequence[str] | None = None) -> Namespace:
    """What is to be measured, by the command line; ends the program if it cannot be understood."""
    parser = ArgumentParser(prog="python -m benchmarks", description="Measure the service against its floors.")
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--quick", action="store_const", dest="size", const=QUICK, help="one short round")
    size.add_argument("--full", action="store_const", dest="size", const=FULL, help="more and longer rounds")
    parser.add_argument("--engine", choices=ENGINES, action="append", help="only this database; may be repeated")
    parser.add_argument("--workers", type=int, default=1, help="web processes, on PostgreSQL (1)")
    parser.add_argument("--threads", type=int, default=THREADS, help=f"threads of each ({THREADS})")
    parser.set_defaults(size=SMALL)
    parser.add_argument("--size", dest="country", action="store_true", help="only a big database beside a small one")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where the big database stays for the next --size")
    parser.add_argument("--network", action="store_true", help="only bytes and requests of each step of a booking")
    parser.add_argument("--web", action="store_true", help="only what people do at browsers")
    parser.add_argument("--walk", action="store_true", help="only a booking in a real browser at slow 3G")
    return parser.parse_args(arguments)


def _measure(engine: str, size: Size, *, workers: int, threads: int) -> None:
    with tempfile.TemporaryDirectory(prefix="madoguchi-bench-") as made, database_on(engine, Path(made)) as url:
        folder = Path(made)
        _print_progress(f"{engine}: making {size.seekers:,} seekers and their offices")
        town = Town(url, folder, size.seekers)
        statements = statements_of_a_booking(town)
        _print_progress(f"{engine}: measuring, {size.rounds} rounds")
        settings = {**town.settings, DATABASE: url}
        with (
            serving(FLOORS, folder=folder, settings=settings, workers=workers, threads=threads) as floors,
            serving(SERVICE, folder=folder, settings=settings, workers=workers, threads=threads) as service,
        ):
            results = measure_all(town, floors=floors, service=service, size=size)
    print(f"### {engine}, {workers} process(es), {threads} threads\n")
    print(f"A booking takes {statements} statements and one commit.\n")
    print("\n".join(tables(results)), flush=True)
    print()


def _print_progress(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
