"""Measures what people do at browsers on one database, and prints its tables."""

import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from itertools import repeat
from pathlib import Path

from flask.testing import FlaskClient

from benchmarks.databases import database_on
from benchmarks.floors import DATABASE
from benchmarks.measures import Size
from benchmarks.servers import FLOORS, SERVICE, serving
from benchmarks.town import Town
from benchmarks.web.journeys import Errand
from benchmarks.web.pages import Pages, measure_pages
from benchmarks.web.people import signed_in_clerk, signed_in_seekers, with_passwords
from benchmarks.web.report import Found, tables
from benchmarks.web.walks import Server, Walk, bookings, walk
from database.base import db

BROWSERS = (1, 8, 32)
RUSH = 200  # browsers
_SIGN_INS = 8
_SHEET = 20  # bookings
_WARMING = 16


def measure_web(engine: str, size: Size, *, workers: int, threads: int) -> None:
    """On a database of its own, so that the bookings of programs stand in nobody's calendar."""
    with tempfile.TemporaryDirectory(prefix="madoguchi-web-") as made, database_on(engine, Path(made)) as url:
        folder = Path(made)
        people = _SIGN_INS + _SHEET + _WARMING + size.rounds * (sum(map(_journeys, BROWSERS)) + RUSH)
        print(f"{engine}: making {people:,} seekers who sit at browsers", file=sys.stderr, flush=True)
        town = Town(url, folder, people + 2)
        settings = {**town.settings, DATABASE: url}
        with (
            serving(FLOORS, folder=folder, settings=settings, workers=workers, threads=threads) as floors,
            serving(SERVICE, folder=folder, settings=settings, workers=workers, threads=threads) as service,
        ):
            found = _measure(town, Server(FLOORS, floors), Server(SERVICE, service), size)
    print(f"### {engine}, at browsers, {workers} process(es)\n")
    print("\n".join(tables(found)), flush=True)
    print()


def _measure(town: Town, floors: Server, service: Server, size: Size) -> Found:
    app = town.app()
    with app.app_context():
        office, day, sheet = town.crowded_sheet(_SHEET)
        _book(app.test_client(), sheet)
        clerk = signed_in_clerk(app, office)
        doors = with_passwords(_SIGN_INS)
        cookies = signed_in_seekers(app, leave_out=_SIGN_INS + _SHEET + 1)
        db.session.remove()
        db.engine.dispose()
    warmed = walk(service, 4, bookings(town.places, cookies, _WARMING))
    floor = _as_many_bytes(warmed)
    walk(floors, 4, [floor] * _WARMING)
    sign_in = walk(service, 1, [Errand("sign-in", "", asdict(door)) for door in doors])
    journeys: dict[int, list[tuple[Walk, Walk]]] = {browsers: [] for browsers in BROWSERS}
    rushes: list[Walk] = []
    pages: list[Pages] = []
    for _ in range(size.rounds):
        for browsers in BROWSERS:
            count = _journeys(browsers)
            at_service = walk(service, browsers, bookings(town.places, cookies, count))
            journeys[browsers].append((at_service, walk(floors, browsers, [floor] * count)))
        rushes.append(walk(service, RUSH, bookings(repeat(next(town.storm_starts)), cookies, RUSH)))
        pages.append(
            measure_pages(town, floors.port, service.port, clerk=clerk, sheet=f"/desk?day={day}", seconds=size.seconds)
        )
    return Found(journeys, rushes, pages, sign_in)


def _journeys(browsers: int) -> int:
    """How many journeys so many browsers make in one measure."""
    return max(24, 3 * browsers)


def _book(client: FlaskClient, wanted: Sequence[str]) -> None:
    for one in wanted:
        head, body = one.split("\r\n\r\n", 1)
        headers = dict(line.split(": ", 1) for line in head.split("\r\n")[1:])
        answer = client.post("/api/v1/bookings", headers=headers, data=body)
        if answer.status_code != 201:
            raise RuntimeError(f"a booking was refused: {answer.get_data(as_text=True)}")


def _as_many_bytes(walked: Walk) -> Errand:
    """The floor of this journey: in each step as many bytes, and a commit where the service commits."""
    pages = [(step, round(statistics.median(sizes)), _is_form(step)) for step, sizes in walked.walked.sizes.items()]
    return Errand("floor", "", {"pages": pages})


def _is_form(step: str) -> bool:
    return step in {"hold", "agree", "write", "submit"}
