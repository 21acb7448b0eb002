"""How the two engines are set up: what SQLite needs to be safe, what PostgreSQL needs to notice a lost connection."""

import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine, event

from database.errors import BadDatabaseUrl

WRITES = "madoguchi_writes"  # execution option that marks a connection as about to write
BUSY_SECONDS = 10


def url_for_sqlalchemy(url: str) -> str:
    """The URL with the driver that we ship; refuses any engine but SQLite (a file) and PostgreSQL.

    Raises:
        BadDatabaseUrl: it names no engine that the service runs on.
    """
    scheme, separator, rest = url.partition("://")
    if not separator or not rest:
        raise BadDatabaseUrl(url)
    if scheme in {"postgres", "postgresql", "postgresql+psycopg"}:
        return f"postgresql+psycopg://{rest}"
    if scheme == "sqlite" and rest.startswith("/") and rest.strip("/"):
        return url
    raise BadDatabaseUrl(url)


def engine_options(url: str) -> dict[str, Any]:
    """Options of the pool and the connections for `url`."""
    if url.startswith("sqlite"):
        return {"connect_args": {"timeout": BUSY_SECONDS}}
    return {"pool_pre_ping": True, "pool_size": 8, "max_overflow": 4, "connect_args": {"connect_timeout": 5}}


def prepare(engine: Engine) -> None:
    """Attach what a fresh SQLite connection needs; PostgreSQL needs nothing."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite_connection)
        event.listen(engine, "begin", _begin_sqlite)


def _prepare_sqlite_connection(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves: the driver would begin too late for IMMEDIATE
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_SECONDS * 1000}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    # A transaction that reads first and writes later fails at once when another wrote in between; IMMEDIATE takes
    # the write lock at the start and stands for the office, seeker and claim locks of PostgreSQL.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
