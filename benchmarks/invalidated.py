"""Feeds of which one booking changes before each reading: what is kept holds no more, and they are rendered anew."""

import time
from collections.abc import Callable
from datetime import timedelta
from http.client import HTTPConnection

from sqlalchemy import update

from benchmarks.driver import Outcome
from benchmarks.floors import floor_engine
from benchmarks.loads import Measured, summary
from benchmarks.town import NOW, Town
from booking.tables import Booking
from database.engines import writing


def read_invalidated(port: int, path: str, *, change: Callable[[int], None], seconds: float) -> Measured:
    """What one client waits for who reads again and again; `change` happens before each reading and is not counted."""
    connection, found = HTTPConnection("127.0.0.1", port), Outcome()
    while found.elapsed < seconds:
        change(len(found.latencies))
        began_at = time.perf_counter()
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        took = time.perf_counter() - began_at
        found.latencies.append(took)
        found.elapsed += took
        found.statuses[str(answer.status)] = found.statuses.get(str(answer.status), 0) + 1
    connection.close()
    return summary(found)


def nothing_changes(_reading: int) -> None:
    """For the route with which the others are compared."""


def changing_of(town: Town) -> Callable[[int], None]:
    """Changes one of the bookings in the long feeds, another one each time, as a move does."""
    engine = writing(floor_engine(town.settings["MADOGUCHI_DATABASE_URL"]))

    def change(reading: int) -> None:
        one = update(Booking).where(Booking.number == town.number_in_feed(reading))
        moved = one.values(sequence=Booking.sequence + 1, revised_at=NOW + timedelta(seconds=reading))
        with engine.begin() as connection:
            connection.execute(moved)

    return change
