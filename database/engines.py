"""How the two engines are set up: what SQLite needs to be safe, what PostgreSQL needs to notice a lost connection."""

import os
import select
import sqlite3
from typing import Any
from weakref import WeakKeyDictionary

import psycopg
from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, Engine, ExceptionContext, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from database.errors import BadDatabaseUrl

_PATH, _FILE = "madoguchi_path", "madoguchi_file"
WRITES = "madoguchi_writes"  # execution option that marks a connection as about to write
SINGLE_READ = "madoguchi_single_read"  # and one that marks it as reading with one statement
BUSY_SECONDS = 3  # how long SQLite polls for another process's lock before one try ends
_BEGIN = b"BEGIN ISOLATION LEVEL READ COMMITTED"
_WITHIN = {TransactionStatus.INTRANS, TransactionStatus.INERROR}
LOCK_WAIT_SECONDS: float = 10  # PostgreSQL's waiters for a lock end with lock_not_available


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


# A server that vanished without a word (power, a firewall that forgot) is noticed while nobody waits for it. Libpq's
# names; seconds, and milliseconds for what was sent and is not acknowledged.
NOTICED_WITHIN_A_MINUTE = {
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}


def engine_options(url: str) -> dict[str, Any]:
    """Options of the pool and the connections for `url`."""
    # SQLAlchemy's errors name the statement but not its values: those are people's names and topics. PostgreSQL's own
    # DETAIL names some; what is logged goes through `database.fault_lines`, which leaves it out.
    if url.startswith("sqlite"):
        return {"hide_parameters": True, "connect_args": {"timeout": BUSY_SECONDS}}
    return {
        "hide_parameters": True,
        # What only reads needs no transaction: at READ COMMITTED each statement sees the newest rows anyway. For what
        # writes we say BEGIN ourselves.
        "isolation_level": "AUTOCOMMIT",
        "pool_size": 8,
        "max_overflow": 4,
        "connect_args": {"connect_timeout": 5, **NOTICED_WITHIN_A_MINUTE},
    }


def prepare(engine: Engine) -> None:
    """Attach what connections of the engine need when they are opened and taken from the pool."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite_connection)
        event.listen(engine, "begin", _begin_sqlite)
        event.listen(engine, "checkout", _check_sqlite_file)
        event.listen(engine, "handle_error", _leave_broken_connection)
    else:
        event.listen(engine, "connect", _prepare_postgresql_connection)
        event.listen(engine, "begin", _begin_postgresql)
        event.listen(engine, "rollback", _roll_back_postgresql)
        event.listen(engine, "checkout", _check_postgresql_connection)
        event.listen(engine, "handle_error", _leave_outdated_plans)


# Each engine as transactions that write use it, by how long they wait for a lock; made once.
_writing: WeakKeyDictionary[Engine, dict[float | None, Engine]] = WeakKeyDictionary()


def writing(engine: Engine, *, lock_wait: float | None = None) -> Engine:
    """The same engine and pool for transactions that write; whoever uses `engine` itself only reads.

    `lock_wait`: for how many seconds one of their statements waits for a lock on PostgreSQL, if not for as long as all.
    """
    made = _writing.setdefault(engine, {})
    found = made.get(lock_wait)
    if found is None:
        found = made[lock_wait] = engine.execution_options(**{WRITES: _begin(lock_wait)})
    return found


def _begin(lock_wait: float | None) -> bytes:
    if lock_wait is None:
        return _BEGIN
    return _BEGIN + b"; SET LOCAL lock_timeout = %d" % (lock_wait * 1000)


def _prepare_postgresql_connection(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    """Nobody waits for a lock for ever: who holds it may be stuck, and a person is waiting for the answer.

    Moments come in UTC, whatever the server's zone: to turn each row's would take longer than to read it.
    """
    cursor = connection.cursor()
    cursor.execute(f"SET lock_timeout = {int(LOCK_WAIT_SECONDS * 1000)}")
    cursor.execute("SET TIME ZONE 'UTC'")
    connection.commit()


def _check_postgresql_connection(
    connection: psycopg.Connection, _record: ConnectionPoolEntry, _proxy: PoolProxiedConnection
) -> None:
    """Leave a connection that the server has ended: its last word, or the end, then waits in the socket.

    An idle server says nothing otherwise. To look costs a microsecond; to ask, as SQLAlchemy's pre-ping does, a round
    trip.
    """
    if connection.closed:
        raise DisconnectionError("the connection was closed")
    waiting = select.poll()
    waiting.register(connection.fileno(), select.POLLIN)
    if waiting.poll(0):
        raise DisconnectionError("the server has ended the connection")


def _begin_postgresql(connection: Connection) -> None:
    begin: bytes | None = connection.get_execution_options().get(WRITES)
    if begin is None:
        return
    driver = connection.connection.dbapi_connection
    if isinstance(driver, psycopg.Connection):
        driver.pgconn.exec_(begin)  # past a cursor, which takes longer than the server
        if driver.info.transaction_status is not TransactionStatus.INTRANS:
            connection.exec_driver_sql(_BEGIN.decode())  # says what is wrong


def _roll_back_postgresql(connection: Connection) -> None:
    """Roll back before psycopg does, which would forget all its prepared statements as if their tables had gone.

    A refused booking would have to prepare them anew, and after a storm everybody was refused a moment ago.
    """
    if connection.invalidated:
        return
    driver = connection.connection.dbapi_connection
    if isinstance(driver, psycopg.Connection) and driver.info.transaction_status in _WITHIN:
        driver.pgconn.exec_(b"ROLLBACK")  # if it fails, SQLAlchemy's own, which follows, says so


def _leave_outdated_plans(context: ExceptionContext) -> None:
    """Open anew after a migration has changed what a prepared statement answers: it would fail again each time."""
    if isinstance(context.original_exception, psycopg.errors.FeatureNotSupported):  # "cached plan must not change …"
        context.is_disconnect = True


def _prepare_sqlite_connection(connection: sqlite3.Connection, record: ConnectionPoolEntry) -> None:
    (_, _, record.info[_PATH]) = connection.execute("PRAGMA database_list").fetchone()
    record.info[_FILE] = _file_at(record.info[_PATH])
    connection.isolation_level = None  # we say BEGIN ourselves: the driver would begin too late for IMMEDIATE
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_SECONDS * 1000}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _check_sqlite_file(
    _connection: sqlite3.Connection, record: ConnectionPoolEntry, _proxy: PoolProxiedConnection
) -> None:
    """Leave a connection whose file was moved away or replaced: what it writes would be lost with the process."""
    if _file_at(record.info[_PATH]) != record.info[_FILE]:
        raise DisconnectionError("the database file is not the one that was opened")


def _leave_broken_connection(context: ExceptionContext) -> None:
    """Open anew after the file could not be written or read: a connection made to a read-only file stays read-only."""
    name = getattr(context.original_exception, "sqlite_errorname", "")
    if name.startswith(("SQLITE_READONLY", "SQLITE_IOERR", "SQLITE_CANTOPEN")):
        context.is_disconnect = True
        # Or its statement lives on in the error, and with it the connection, and with that, for all connections of the
        # process, what SQLite knows of the file: until the garbage is collected every new one is read-only again.
        if context.execution_context is not None and context.execution_context.cursor is not None:
            context.execution_context.cursor.close()


def _file_at(path: str) -> tuple[int, int] | None:
    """Device and inode of the file that lies at `path` now; None if there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116  every connection asks it, and a Path costs three times as much
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get(SINGLE_READ, False):
        return
    # A transaction that reads first and writes later fails at once when another wrote in between; IMMEDIATE takes
    # the write lock at the start and stands for the office, seeker and claim locks of PostgreSQL.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get(WRITES, False) else "BEGIN")
