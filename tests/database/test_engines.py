"""Which databases the service runs on, and how they are set up."""

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from sqlalchemy import bindparam, create_engine, make_url, select, text, update
from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.orm import Session

from booking.app import create_app
from booking.tables import Office
from database.base import db, table_of
from database.connections import connection_of
from database.engines import url_for_sqlalchemy, writing
from database.errors import BadDatabaseUrl
from database.fast.prepared import Prepared
from database.sqlite_files import BUSY_SECONDS
from database.transactions import transact
from tests.town import StandingClock, close_connections, config_for


@pytest.fixture
def postgresql_app(postgresql_town_url: str, clock: StandingClock, tmp_path: Path) -> Iterator[Flask]:
    """The service on PostgreSQL, its context pushed."""
    app = create_app(config_for(postgresql_town_url, tmp_path), clock=clock)
    with app.app_context():
        yield app
        close_connections()


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgres://u:p@host/name", "postgresql+psycopg://u:p@host/name"),
        ("postgresql://u:p@host/name", "postgresql+psycopg://u:p@host/name"),
        ("postgresql+psycopg://u:p@host/name", "postgresql+psycopg://u:p@host/name"),
        ("sqlite:////var/madoguchi.sqlite3", "sqlite:////var/madoguchi.sqlite3"),
    ],
)
def test_sqlite_files_and_postgresql_are_understood(given: str, used: str) -> None:
    assert url_for_sqlalchemy(given) == used


@pytest.mark.parametrize(
    "given",
    [
        "",
        "madoguchi.sqlite3",
        "sqlite://",
        "sqlite:///",
        "sqlite://:memory:",
        "mysql://u:s3cret@host/name",
        "postgresql+asyncpg://u:s3cret@host/name",
        "postgresql:/u:s3cret@host",
        "oracle://",
    ],
)
def test_any_other_database_is_refused_without_showing_a_password(given: str) -> None:
    with pytest.raises(BadDatabaseUrl) as refused:
        url_for_sqlalchemy(given)
    assert "s3cret" not in str(refused.value)


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", BUSY_SECONDS * 1000)],
)
def test_every_sqlite_connection_is_safe(sqlite_app: Flask, pragma: str, value: str | int) -> None:
    with sqlite_app.app_context():
        assert db.session.scalar(text(f"PRAGMA {pragma}")) == value


def test_what_is_read_often_stays_prepared_on_postgresql(postgresql_app: Flask) -> None:
    for _ in range(8):
        db.session.scalar(text("SELECT count(*) FROM offices"))
        db.session.rollback()  # the end of a request
    prepared = text("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%FROM offices'")
    assert db.session.scalar(prepared) == 1


def test_a_connection_that_the_server_has_ended_is_left_unused(postgresql_app: Flask) -> None:
    """Without a ping before each use: its end waits in the socket."""
    url = make_url(postgresql_app.config["SQLALCHEMY_DATABASE_URI"])
    before = db.session.scalar(text("SELECT pg_backend_pid()"))
    db.session.remove()
    with psycopg.connect(host=str(url.query["host"]), user=url.username, dbname="template1") as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [before])
    assert db.session.scalar(text("SELECT pg_backend_pid()")) != before


def test_a_refused_change_leaves_statements_prepared(postgresql_app: Flask) -> None:
    office = Prepared(select(table_of(Office).c.id).where(table_of(Office).c.code == bindparam("code")))

    def read(session: Session) -> None:
        for _ in range(10):
            office.rows(session.connection(), {"code": "omura"})
        raise LookupError

    with pytest.raises(LookupError):
        transact(read)
    assert db.session.scalar(text("SELECT count(*) FROM pg_prepared_statements")) == 1


def test_what_writes_is_undone_as_a_whole(postgresql_app: Flask) -> None:
    """The driver is in autocommit: it is we who begin."""

    def rename(session: Session) -> None:
        session.execute(update(Office).values(name="x"))
        raise LookupError

    with pytest.raises(LookupError):
        transact(rename)
    assert "x" not in set(db.session.scalars(select(Office.name)))


def test_what_a_migration_has_outdated_is_prepared_anew(postgresql_app: Flask) -> None:
    names = Prepared(select(table_of(Office).c.name).where(table_of(Office).c.code == bindparam("code")))

    def read(session: Session) -> int:
        return len([names.rows(session.connection(), {"code": "omura"}) for _ in range(10)])

    transact(read)
    url = make_url(postgresql_app.config["SQLALCHEMY_DATABASE_URI"])
    with psycopg.connect(host=str(url.query["host"]), user=url.username, dbname=url.database) as other:
        other.execute("ALTER TABLE offices ALTER COLUMN name TYPE text")
    with pytest.raises(DBAPIError):
        transact(read)
    assert transact(read) == 10


def test_a_write_without_a_transaction_is_refused_to_the_tests(postgresql_app: Flask) -> None:
    """PostgreSQL would commit it by itself."""
    with pytest.raises(AssertionError, match="commits by itself"):
        db.session.execute(update(Office).values(name="x"))
    with pytest.raises(AssertionError, match="commits by itself"):
        db.session.execute(select(Office.id).with_for_update())
    db.session.rollback()


def test_a_statement_past_the_session_that_writes_without_a_transaction_is_refused_to_the_tests(app: Flask) -> None:
    rename = Prepared(update(table_of(Office)).values(name=bindparam("name")).returning(table_of(Office).c.id))
    with pytest.raises(StatementError, match="commits by itself"):
        rename.rows(connection_of(db.session()), {"name": "x"})
    assert "x" not in db.session.scalars(select(Office.name)).all()


def test_nothing_keeps_an_engine_that_nobody_uses_any_more(sqlite_url: str) -> None:
    engine = create_engine(sqlite_url)
    writing(engine).connect().close()
    engine.dispose()
    kept = weakref.ref(engine)
    del engine
    gc.collect()
    assert kept() is None
