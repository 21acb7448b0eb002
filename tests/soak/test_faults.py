"""A full disk, a database that takes no change, a PostgreSQL that restarts: 503 meanwhile, and nothing is lost."""

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from itertools import islice
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import make_url

from tests.cli.processes import wait_until
from tests.databases import PostgresServer
from tests.service import Service
from tests.soak.invariants import flaws, reading
from tests.soak.ledger import Ledger, Wish, booked_numbers, queued
from tests.soak.outages import disk_full, read_only, read_only_server, restart, without_privileges
from tests.soak.places import RUSH, days, places
from tests.soak.sizes import Size

pytestmark = [pytest.mark.soak, pytest.mark.late]
on_sqlite = pytest.mark.parametrize("prepared", ["sqlite"], indirect=True)
on_postgresql = pytest.mark.parametrize("prepared", ["postgresql"], indirect=True)

_ENOUGH_TO_FILL_THE_DISK = 60
_SECONDS_TO_RECOVER = 60


@pytest.fixture
def wishes(tokens: Sequence[str], size: Size) -> Iterator[Wish]:
    """As many as are asked for, and each can be granted."""
    every = (place for place in places(RUSH, on=days()) for _ in range(size.rush_places))
    return (Wish(token, place, str(uuid4())) for token, place in zip(tokens, every, strict=False))


@pytest.fixture
def sqlite_file(database_url: str) -> Path:
    return Path(make_url(database_url).database or "")


@on_sqlite
def test_a_full_disk_refuses_bookings_until_there_is_space_again(
    service: Service, sqlite_file: Path, database_url: str, wishes: Iterator[Wish]
) -> None:
    ledger = Ledger()
    with service.running() as running:
        send(ledger, running.base_url, wishes, times=3)
        with disk_full(running, sqlite_file):
            while not ledger.refused:
                assert len(ledger.booked) < _ENOUGH_TO_FILL_THE_DISK, "the disk did not become full"
                send(ledger, running.base_url, wishes, times=1)
            send(ledger, running.base_url, wishes, times=3)
        assert_try_again(ledger)
        assert_recovers(ledger, running.base_url, wishes)
    assert_kept(ledger, database_url)


@on_sqlite
def test_a_database_file_that_takes_no_change_refuses_bookings_until_it_does(
    service: Service, sqlite_file: Path, database_url: str, wishes: Iterator[Wish]
) -> None:
    ledger, bound = Ledger(), replace(service, command=[*without_privileges(), *service.command])
    with ExitStack() as stack:
        with read_only(sqlite_file):
            running = stack.enter_context(bound.running())
            send(ledger, running.base_url, wishes, times=3)
            assert len(ledger.refused) == 3
            assert_try_again(ledger)
        assert_recovers(ledger, running.base_url, wishes)
    assert_kept(ledger, database_url)


@on_postgresql
def test_a_server_that_takes_no_change_refuses_bookings_until_it_does(
    service: Service, postgres: PostgresServer, database_url: str, wishes: Iterator[Wish]
) -> None:
    ledger = Ledger()
    with service.running() as running:
        send(ledger, running.base_url, wishes, times=3)
        with read_only_server(postgres):
            send(ledger, running.base_url, wishes, times=3)
        assert (len(ledger.booked), len(ledger.refused)) == (3, 3)
        assert_try_again(ledger)
        assert_recovers(ledger, running.base_url, wishes)
    assert_kept(ledger, database_url)


@on_postgresql
def test_a_restart_of_postgresql_in_a_storm_loses_nothing(
    service: Service, postgres: PostgresServer, database_url: str, wishes: Iterator[Wish]
) -> None:
    ledger = Ledger()
    with service.running() as running:
        storm = ledger.storm(running.base_url, queued(islice(wishes, 100)))
        wait_until(lambda: len(ledger.booked) >= 10, "ten bookings")
        restart(postgres)
        for thread in storm:
            thread.join()
        assert_try_again(ledger)
        assert ledger.unanswered == []
        assert_recovers(ledger, running.base_url, wishes)
    assert_kept(ledger, database_url)


def send(ledger: Ledger, base_url: str, wishes: Iterator[Wish], *, times: int) -> None:
    """Send so many wishes, one after the other; each is answered."""
    for wish in islice(wishes, times):
        assert ledger.send(base_url, wish)


def assert_try_again(ledger: Ledger) -> None:
    """Whoever was refused was told, in the API's way, that it is worth trying again."""
    answers = {(one.status, one.media_type, one.problem, one.retry_after) for one in ledger.refused.values()}
    assert answers <= {(503, "application/problem+json", "busy", "5")}


def assert_recovers(ledger: Ledger, base_url: str, wishes: Iterator[Wish]) -> None:
    """Bookings go on without help, and every wish that was refused is granted under its old key."""
    gives_up_at, before = time.monotonic() + _SECONDS_TO_RECOVER, len(ledger.booked)
    while len(ledger.booked) == before:
        assert time.monotonic() < gives_up_at, f"no booking within {_SECONDS_TO_RECOVER} seconds"
        send(ledger, base_url, wishes, times=1)
        time.sleep(0.2)
    ledger.send_again(base_url)
    assert (ledger.refused, ledger.unanswered) == ({}, [])


def assert_kept(ledger: Ledger, database_url: str) -> None:
    """Every booking that was told exists once, no other does, and nothing is half-done."""
    with reading(database_url) as session:
        assert flaws(session) == []
        assert sorted(booked_numbers(session)) == sorted(ledger.booked.values())
