"""Marks: the same while nobody writes, another one after every commit, none while the database is away."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine, select, text, update

from booking.tables import Office
from database.base import db
from database.changes import Changes, ChangeStamp, PostgresqlChanges, changes_of
from database.engines import NOTICED_WITHIN_A_MINUTE, engine_options, prepare, writing
from database.snapshots import Snapshot
from database.transactions import transact
from tests.databases import PostgresServer, SqliteTemplate
from tests.soak.outages import read_only, restart, standby, without_privileges
from tests.web.outages import database_away


@pytest.fixture
def engine(town_url: str) -> Iterator[Engine]:
    """An engine as another process has it."""
    made = create_engine(town_url, **engine_options(town_url))
    prepare(made)
    yield made
    made.dispose()


@pytest.fixture
def changes(engine: Engine) -> Changes:
    return changes_of(engine)


def write(app: Flask) -> None:
    """Commit something in the app's process."""
    with app.app_context():
        transact(lambda session: session.execute(update(Office).values(version=Office.version + 1)))


def test_while_nobody_writes_the_mark_is_the_same(app: Flask, changes: Changes) -> None:
    before = changes.stamp()
    db.session.execute(text("SELECT count(*) FROM offices"))
    assert before is not None
    assert changes.stamp() == before


def test_what_another_process_commits_makes_another_stamp(app: Flask, changes: Changes) -> None:
    stamps = [changes.stamp()]
    for _ in range(3):
        write(app)
        stamps.append(changes.stamp())
    assert len(set(stamps)) == 4


def test_what_the_same_process_commits_makes_another_stamp(engine: Engine, changes: Changes) -> None:
    before = changes.stamp()
    with writing(engine).begin() as connection:
        connection.execute(update(Office).values(version=7))
    assert changes.stamp() != before


def test_a_commit_is_seen_though_another_transaction_is_still_open(
    app: Flask, engine: Engine, changes: Changes
) -> None:
    on = writing(engine) if engine.dialect.name == "postgresql" else engine
    with on.connect() as slow:
        slow.execute(text("CREATE TEMPORARY TABLE slow (id integer)"))  # on PostgreSQL: writes, and is not done
        before = changes.stamp()
        write(app)
        after = changes.stamp()
        slow.rollback()
    assert after != before


def test_the_end_of_a_transaction_that_began_before_the_mark_makes_another_one(
    app: Flask, engine: Engine, changes: Changes
) -> None:
    with writing(engine).connect() as slow:
        slow.execute(update(Office).values(version=7))
        before = changes.stamp()
        slow.commit()
    assert changes.stamp() != before


def read_and_stamp(engine: Engine, changes: Changes) -> ChangeStamp | None:
    """The stamp of what one statement has read."""
    mark_of = changes.stamping()
    with engine.connect() as connection:
        return mark_of(connection.scalar(select(Snapshot()).select_from(Office)))


def test_a_reading_has_the_mark_of_its_moment(app: Flask, engine: Engine, changes: Changes) -> None:
    assert read_and_stamp(engine, changes) == changes.stamp()
    assert read_and_stamp(engine, changes) == changes.stamp()
    before = read_and_stamp(engine, changes)
    write(app)
    assert read_and_stamp(engine, changes) == changes.stamp() != before


def test_what_is_committed_between_a_marks_beginning_and_its_reading_is_never_missed(
    app: Flask, engine: Engine, changes: Changes
) -> None:
    """The stamp is that of the statement or an older one, never a newer one than what was read."""
    changes.stamp()
    mark_of = changes.stamping()
    with engine.connect() as connection:
        snapshot = connection.scalar(select(Snapshot()))
        write(app)
        assert mark_of(snapshot) != changes.stamp()


def test_a_reading_from_before_the_database_went_away_has_no_mark_of_later(
    app: Flask, engine: Engine, changes: Changes
) -> None:
    changes.stamp()
    before = read_and_stamp(engine, changes)
    with database_away(app):
        assert changes.stamp() is None
    assert changes.stamp() != before


def test_threads_that_ask_at_once_get_the_same_stamp(app: Flask, changes: Changes) -> None:
    with ThreadPoolExecutor(8) as threads:
        stamps = list(threads.map(lambda _: changes.stamp(), range(200)))
    assert stamps == [stamps[0]] * 200
    changes.close()


def test_without_a_database_there_is_no_mark_and_later_none_like_before(app: Flask, changes: Changes) -> None:
    before = changes.stamp()
    with database_away(app):
        assert changes.stamp() is None
    after = changes.stamp()
    assert after not in {None, before}


def test_when_the_engine_is_disposed_of_the_marks_begin_anew(engine: Engine, changes: Changes) -> None:
    before = changes.stamp()
    engine.dispose()
    assert changes.stamp() not in {None, before}


def test_a_standby_tells_no_stamp_until_it_is_promoted(postgres: PostgresServer, postgresql_town_url: str) -> None:
    """Its snapshots may be alike though something was committed between them."""
    engine = create_engine(postgresql_town_url, **engine_options(postgresql_town_url))
    changes = changes_of(engine)
    with standby(postgres):
        stamps = [changes.stamp(), read_and_stamp(engine, changes), read_and_stamp(engine, changes)]
    assert stamps == [None, None, None]
    promoted = read_and_stamp(engine, changes)
    assert promoted is not None
    assert promoted == changes.stamp()
    engine.dispose()


def test_a_server_that_was_started_anew_is_told_from_the_one_before(
    postgres: PostgresServer, postgresql_town_url: str
) -> None:
    """Its snapshots may be the same: nothing was committed."""
    engine = create_engine(postgresql_town_url, **engine_options(postgresql_town_url))

    def server() -> str:
        with engine.connect() as connection:
            return str(connection.scalar(select(Snapshot()))).partition("@")[2]

    before = server()
    engine.dispose()
    restart(postgres)
    assert server() not in {"", before}
    engine.dispose()


def test_a_server_that_vanished_is_noticed_by_its_marks_as_soon_as_by_the_pool(postgresql_town_url: str) -> None:
    """A kept answer waits for the stamp."""
    engine = create_engine(postgresql_town_url)
    with closing(PostgresqlChanges(engine)._connect()) as connection:
        given = connection.info.get_parameters()
    assert {limit: given.get(limit) for limit in NOTICED_WITHIN_A_MINUTE} == {
        limit: str(value) for limit, value in NOTICED_WITHIN_A_MINUTE.items()
    }
    engine.dispose()


def test_a_file_put_in_the_place_of_the_other_is_another_database(
    sqlite_template: SqliteTemplate, tmp_path: Path
) -> None:
    url = sqlite_template.copy_to(tmp_path / "town.sqlite")
    engine = create_engine(url)
    changes = changes_of(engine)
    before = changes.stamp()
    sqlite_template.copy_to(tmp_path / "restored.sqlite")
    (tmp_path / "restored.sqlite").replace(tmp_path / "town.sqlite")
    assert changes.stamp() != before
    engine.dispose()


# What a service does that was started while its file took no change: it asks for a stamp, waits, and writes.
_STAMPS_THEN_WRITES = """
import sys
from sqlalchemy import create_engine, text
from database.changes import changes_of
from database.engines import engine_options, prepare, writing
engine = create_engine(sys.argv[1], **engine_options(sys.argv[1]))
prepare(engine)
changes = changes_of(engine)
sys.stdin.readline()
print("no stamp" if changes.stamp() is None else "a stamp", flush=True)
sys.stdin.readline()
with writing(engine).begin() as connection:
    connection.execute(text("UPDATE offices SET version = version + 1"))
print("no stamp" if changes.stamp() is None else "a stamp", flush=True)
"""


def test_who_asked_while_the_file_took_no_change_can_write_once_it_does(
    sqlite_template: SqliteTemplate, tmp_path: Path
) -> None:
    file = tmp_path / "town.sqlite"
    command = [*without_privileges(), sys.executable, "-c", _STAMPS_THEN_WRITES, sqlite_template.copy_to(file)]
    with closing(sqlite3.connect(file)) as other:  # another process has it open, so that its shared memory stays
        other.execute("CREATE TABLE opened (at TEXT)")
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as stamping:
            assert stamping.stdout is not None
            with read_only(file):
                print("now", file=stamping.stdin, flush=True)
                assert stamping.stdout.readline() == "no stamp\n"
            stamps, _ = stamping.communicate("now\n", timeout=30)
    assert stamps == "a stamp\n"
    assert stamping.returncode == 0
