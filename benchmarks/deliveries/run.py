"""Measures deliveries by SMTP and to files on one database, and prints their table."""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.databases import database_on
from benchmarks.deliveries.floors import by_smtp, noting_in, noting_nothing, to_files
from benchmarks.deliveries.post_office import post_office
from benchmarks.deliveries.waiting import book_and_issue
from benchmarks.deliveries.workers import deliveries_a_minute
from benchmarks.report import heading
from benchmarks.town import Town
from database.base import db

_WORKERS = (1, 2)


@dataclass(frozen=True)
class Rates:
    """Letters a minute on one channel: without any commit, with one each (the floor), and by so many workers."""

    alone: float
    floor: float
    by_workers: Mapping[int, float]


def measure_deliveries(engine: str, deliveries: int) -> None:
    """On a database of their own, because workers write on while the web is measured."""
    with tempfile.TemporaryDirectory(prefix="madoguchi-mail-") as made, database_on(engine, Path(made)) as url:
        _print_progress(f"{engine}: booking {deliveries:,} consultations whose mails wait")
        town = Town(url, Path(made), deliveries + 1)
        with town.app().app_context():
            book_and_issue(town, town.app().test_client(), deliveries)
            found = {"SMTP": _by_smtp(town, url, deliveries), "files": _to_files(town, url, deliveries)}
            db.session.remove()
            db.engine.dispose()
    print("\n".join(_table(found, deliveries)), flush=True)
    print()


def _by_smtp(town: Town, url: str, letters: int) -> Rates:
    with post_office() as port:
        mail = {"MADOGUCHI_MAIL_URL": f"smtp://127.0.0.1:{port}/?from=madoguchi@example.jp&starttls=no"}
        return _rates(town, mail, lambda note: by_smtp(port, letters, note=note), url)


def _to_files(town: Town, url: str, letters: int) -> Rates:
    folder = town.folder / "floor"
    found = _rates(town, {}, lambda note: to_files(folder, letters, note=note), url)
    shutil.rmtree(folder)
    return found


def _rates(town: Town, mail: Mapping[str, str], floor: Callable[..., float], url: str) -> Rates:
    _print_progress("measuring floors and workers")
    return Rates(
        alone=floor(noting_nothing),
        floor=floor(noting_in(url)),
        by_workers={workers: deliveries_a_minute(town, workers=workers, settings=mail) for workers in _WORKERS},
    )


def _table(found: Mapping[str, Rates], deliveries: int) -> Iterator[str]:
    yield from heading(
        f"{deliveries:,} deliveries, a minute", "floor: a commit each", "no commit", "one worker",
        "to floor", "two workers", "to floor",
    )  # fmt: skip
    for channel, rates in found.items():
        one, two = (rates.by_workers[workers] for workers in _WORKERS)
        yield (
            f"| {channel} | {rates.floor:,.0f} | {rates.alone:,.0f} | {one:,.0f} | **{one / rates.floor:.2f}** |"
            f" {two:,.0f} | **{two / rates.floor:.2f}** |"
        )


def _print_progress(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
