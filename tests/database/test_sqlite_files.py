"""The files of an SQLite database: lost ones are noticed, a running service makes none anew, all are ours alone."""

import os
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text, update

from booking.app import create_app
from booking.tables import Seeker
from database.base import db
from database.engines import writing
from database.errors import DatabaseUnusable
from database.migrate import upgrade
from database.transactions import transact
from tests.bookings.races.at_once import at_once
from tests.cli.processes import wait_until
from tests.town import MISAKI, StandingClock, close_connections, config_for

DAMAGED = "the database cannot be read (file is not a database): stop the service and restore the backup\n"


@pytest.fixture
def path(sqlite_town_url: str) -> Path:
    return Path(sqlite_town_url.removeprefix("sqlite:///"))


@pytest.fixture
def wal(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


@pytest.fixture
def working(sqlite_app: Flask) -> Iterator[Flask]:
    """The service with its context pushed, several connections open, and something in the -wal file."""
    with sqlite_app.app_context():
        with db.engine.connect(), db.engine.connect(), db.engine.connect():
            write("0")
        write("1")
        yield sqlite_app


def write(phone: str) -> None:
    transact(lambda session: session.execute(update(Seeker).values(phone=phone)))


def phone() -> str | None:
    db.session.rollback()
    return db.session.scalars(select(Seeker.phone).where(Seeker.seeker_number == MISAKI)).one()


def in_the_file(path: Path) -> str:
    """What another program reads that opens the file now."""
    other = sqlite3.connect(path)
    try:
        found: str = other.execute("SELECT phone FROM seekers WHERE seeker_number = ?", [MISAKI]).fetchone()[0]
        return found
    finally:
        other.close()


@pytest.mark.parametrize("another", [False, True], ids=["removed", "an empty one in its place"])
def test_what_lay_in_a_wal_that_was_removed_is_saved_and_the_service_goes_on(
    working: Flask, path: Path, wal: Path, another: bool
) -> None:
    assert wal.stat().st_size > 0
    wal.unlink()
    if another:
        wal.touch()
    assert phone() == "1"
    write("2")
    assert (phone(), in_the_file(path)) == ("2", "2")
    assert working.test_client().get("/readyz").status_code == 200
    close_connections()
    assert in_the_file(path) == "2"


def test_while_somebody_reads_on_the_removed_wal_is_not_saved_and_readiness_says_so(working: Flask, wal: Path) -> None:
    client = working.test_client()
    for connection in [db.engine.connect() for _ in range(4)]:
        connection.execute(text("PRAGMA busy_timeout = 0"))  # the answer comes at once
        connection.close()
    with db.engine.connect() as reading:
        reading.execute(text("SELECT count(*) FROM seekers"))
        wal.unlink()
        answer = client.get("/readyz")
        assert (answer.status_code, "-wal file beside the database was removed" in answer.text) == (503, True)
        assert client.get("/procedures/omura-soudan").status_code == 503
    wait_until(lambda: client.get("/readyz").status_code == 200, "it is saved once nobody reads on")
    assert phone() == "1"


def test_a_wal_that_is_removed_between_reading_and_writing_is_saved_too(working: Flask, path: Path, wal: Path) -> None:
    assert phone() == "1"
    wal.unlink()
    write("2")
    assert (phone(), in_the_file(path)) == ("2", "2")


def test_who_waited_for_the_turn_meanwhile_writes_nothing_into_the_removed_wal(
    working: Flask, path: Path, wal: Path
) -> None:
    """It would be lost, and the file damaged, because the others are on with another one."""
    with writing(db.engine).connect() as waiting:
        wal.unlink()
        at_once(working, [lambda: write("2")])
        with pytest.raises(DatabaseUnusable), waiting.begin():
            waiting.execute(update(Seeker).values(phone="3"))
    assert (phone(), in_the_file(path)) == ("2", "2")


def test_another_wal_in_its_place_is_not_written_over(working: Flask, path: Path, wal: Path) -> None:
    """Nobody can save then what the removed one held; but nothing is broken further."""
    wal.unlink()
    wal.write_bytes(b"another one")
    close_connections()
    assert in_the_file(path) in {"0", "1"}


def test_a_damaged_file_is_busy_to_people_and_named_to_the_operator(sqlite_app: Flask, path: Path) -> None:
    with sqlite_app.app_context():
        close_connections()
    path.write_bytes(b"no database at all" * 1000)
    client = sqlite_app.test_client()
    ready = client.get("/readyz")
    assert (ready.status_code, ready.text) == (503, DAMAGED)
    assert client.get("/").status_code == 503
    assert client.get("/api/v1/procedures").status_code == 503
    assert client.get("/alarmz").status_code == 503
    with sqlite_app.app_context(), pytest.raises(DatabaseUnusable):
        phone()


def test_a_running_service_makes_no_empty_file_in_the_place_of_a_lost_one(sqlite_app: Flask, path: Path) -> None:
    client = sqlite_app.test_client()
    assert client.get("/readyz").status_code == 200
    aside = path.rename(path.with_suffix(".aside"))
    assert [client.get(address).status_code for address in ("/readyz", "/", "/api/v1/procedures")] == [503] * 3
    assert not path.exists()
    aside.rename(path)
    assert client.get("/readyz").status_code == 200


@pytest.mark.parametrize("name", ["with space.sqlite", "50%.sqlite", "a#b.sqlite", "窓口.sqlite"])
def test_any_name_of_a_file_is_opened(tmp_path: Path, clock: StandingClock, name: str) -> None:
    url = f"sqlite:///{tmp_path / name}"
    upgrade(url)
    app = create_app(config_for(url, tmp_path), clock=clock)
    assert app.test_client().get("/readyz").status_code == 200
    with app.app_context():
        close_connections()


def test_a_new_database_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new.sqlite"
    before = os.umask(0o022)
    try:
        upgrade(f"sqlite:///{path}")
    finally:
        os.umask(before)
    assert {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()} == {0o600}


@pytest.mark.parametrize(("mode", "kept"), [(0o644, 0o600), (0o666, 0o600), (0o660, 0o660), (0o600, 0o600)])
def test_a_database_that_others_can_read_is_closed_to_them_by_the_next_upgrade(
    path: Path, sqlite_town_url: str, mode: int, kept: int
) -> None:
    path.chmod(mode)
    upgrade(sqlite_town_url)
    assert stat.S_IMODE(path.stat().st_mode) == kept


def test_the_files_beside_it_are_as_closed_as_itself(working: Flask, path: Path, wal: Path) -> None:
    modes = {stat.S_IMODE(file.stat().st_mode) for file in (wal, path.with_name(f"{path.name}-shm"))}
    assert modes == {stat.S_IMODE(path.stat().st_mode)}
