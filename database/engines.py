"""How the two engines are set up: what SQLite needs to be safe, what PostgreSQL needs to notice a lost connection."""

import select
import sqlite3
from collections.abc import Mapping
from typing import Any, cast

import psycopg
from psycopg.pq import ExecStatus, TransactionStatus
from sqlalchemy import Connection, Engine, ExceptionContext, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from database.errors import BadDatabaseUrl
from database.libpq_errors import error_of
from database.sqlite_files import BUSY_SECONDS, check_files, refuse_lost_wal, watch_files

WRITES = "madoguchi_writes"  # execution option that marks a connection as about to write
_BEGIN = b"BEGIN ISOLATION LEVEL READ COMMITTED"
_COMMIT = b"COMMIT"
_HASTILY = b"; SET LOCAL synchronous_commit = off"
_HASTY = "madoguchi_hasty"  # in the info of a connection to SQLite that does not wait for the disk now
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


# SQLAlchemy's errors name the statement but not its values: those are people's names and topics. PostgreSQL's own
# DETAIL names some; what is logged goes through `database.fault_lines`, which leaves it out. Each thread may have one.
_POOL: dict[str, Any] = {"hide_parameters": True, "pool_size": 8, "max_overflow": 4, "pool_use_lifo": True}


def engine_options(url: str) -> dict[str, Any]:
    """Options of the pool and the connections for `url`."""
    if url.startswith("sqlite"):
        return {**_POOL, "connect_args": {"timeout": BUSY_SECONDS}}
    return {
        **_POOL,
        # What only reads needs no transaction: at READ COMMITTED each statement sees the newest rows anyway. For what
        # writes we say BEGIN ourselves.
        "isolation_level": "AUTOCOMMIT",
        "connect_args": {"connect_timeout": 5, **NOTICED_WITHIN_A_MINUTE},
    }


def prepare(engine: Engine, *, creates: bool = False) -> None:
    """Attach what connections of the engine need when they are opened and taken from the pool.

    `creates`: an SQLite file may be made by opening it.
    """
    if engine.dialect.name == "sqlite":
        watch_files(engine, may_be_made=creates)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "connect", _prepare_postgresql_connection)
        event.listen(engine, "begin", _begin_postgresql)
        event.listen(engine, "commit", _commit_postgresql)
        event.listen(engine, "rollback", _roll_back_postgresql)
        event.listen(engine, "checkout", _check_postgresql_connection)
        event.listen(engine, "handle_error", _leave_outdated_plans)


def writing(engine: Engine, *, lock_wait: float | None = None, may_be_lost: bool = False) -> Engine:
    """The same engine and pool for transactions that write; whoever uses `engine` itself only reads.

    `lock_wait`: for how many seconds one of their statements waits for a lock on PostgreSQL, if not for as long as all.
    `may_be_lost`: their commits do not wait for the disk.
    """
    return engine.execution_options(**to_write(lock_wait=lock_wait, may_be_lost=may_be_lost))


def to_write(*, lock_wait: float | None = None, may_be_lost: bool = False) -> Mapping[str, bytes]:
    """The execution options of a connection on which a transaction is about to write, as for `writing`."""
    # What PostgreSQL is told. SQLite's connections look only for what may be lost.
    patience = b"" if lock_wait is None else b"; SET LOCAL lock_timeout = %d" % (lock_wait * 1000)
    return {WRITES: _BEGIN + patience + (_HASTILY if may_be_lost else b"")}


def _prepare_postgresql_connection(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    """Nobody waits for a lock for ever: its holder may be stuck, and a person is waiting for the answer.

    Moments come in UTC, whatever the server's zone: to turn each row's would take longer than to read it.
    """
    cursor = connection.cursor()
    cursor.execute(f"SET lock_timeout = {int(LOCK_WAIT_SECONDS * 1000)}")
    cursor.execute("SET TIME ZONE 'UTC'")
    connection.commit()


def is_usable(connection: Connection) -> bool:
    """Whether the pool would still give out a connection that was taken from it a while ago."""
    try:
        if connection.dialect.name == "sqlite":
            check_files(connection)
        else:
            _check_server(cast("psycopg.Connection", connection.connection.dbapi_connection))
    except DisconnectionError:
        return False
    return True


def _check_postgresql_connection(
    connection: psycopg.Connection, _record: ConnectionPoolEntry, _proxy: PoolProxiedConnection
) -> None:
    _check_server(connection)


def _check_server(connection: psycopg.Connection) -> None:
    """Leave a connection that the server has ended: its last word, or the end, then waits in the socket.

    An idle server says nothing otherwise. Looking costs a microsecond; asking, as SQLAlchemy's pre-ping does, a round
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


def _commit_postgresql(connection: Connection) -> None:
    """Commit before psycopg does, whose way there takes longer than `BEGIN`'s by libpq; its errors are SQLAlchemy's."""
    driver = connection.connection.dbapi_connection
    if not isinstance(driver, psycopg.Connection) or driver.pgconn.transaction_status != TransactionStatus.INTRANS:
        return
    try:
        result = driver.pgconn.exec_(_COMMIT)
        if result.status != ExecStatus.COMMAND_OK:
            raise error_of(driver.pgconn, result)
    except psycopg.Error as error:
        connection._handle_dbapi_exception(error, _COMMIT.decode(), None, None, None)  # noqa: SLF001  as below


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


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    begin: bytes = options.get(WRITES, b"")
    _wait_for_disk(connection, waits=not begin.endswith(_HASTILY))
    # A transaction that reads first and writes later fails at once when another wrote in between; IMMEDIATE takes
    # the write lock at the start and stands for the office, seeker and claim locks of PostgreSQL.
    if begin:
        _say(connection, "BEGIN IMMEDIATE")
        refuse_lost_wal(connection)
    else:
        _say(connection, "BEGIN")


def _wait_for_disk(connection: Connection, *, waits: bool) -> None:
    """Have SQLite wait for the disk with each commit, or leave that to the next one that does (in WAL mode)."""
    info = connection.info
    if waits is info.get(_HASTY, False):
        _say(connection, f"PRAGMA synchronous={'FULL' if waits else 'NORMAL'}")
        info[_HASTY] = not waits


def _say(connection: Connection, words: str) -> None:
    """Tell SQLite past SQLAlchemy, which takes forty microseconds around them; its errors are SQLAlchemy's."""
    driver = cast("sqlite3.Connection", connection.connection.dbapi_connection)
    try:
        driver.execute(words)
    except sqlite3.Error as error:
        connection._handle_dbapi_exception(error, words, None, None, None)  # noqa: SLF001  as in database.fast.prepared
