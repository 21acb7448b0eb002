"""The files of an SQLite database: opened if they are there, left once other files lie in their place.

Beside the file lies `-wal`, in which what was committed last stands until SQLite copies it. Whoever removes it takes
that away; but the connections that have it open still reach it, and can copy it while nobody has begun another.
"""

import contextlib
import logging
import os
import sqlite3
import stat
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, Engine, ExceptionContext, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from database.errors import DatabaseUnusable

logger = logging.getLogger(__name__)

Identity = tuple[int, int]

BUSY_SECONDS = 3  # how long SQLite polls for another process's lock before one try ends
_FILES, _FILE, _WAL, _WAL_PATH = "madoguchi_files", "madoguchi_file", "madoguchi_wal", "madoguchi_wal_path"
_WAL_IS_GONE = "the -wal file beside the database was removed or replaced; what it held is being saved"
_DAMAGED = "the database cannot be read (%s): stop the service and restore the backup"


def connect(path: str) -> sqlite3.Connection:
    """A connection to the file that is there: none is made in the place of one that was lost."""
    return sqlite3.connect(_only_if_there(path), uri=True, isolation_level=None, check_same_thread=False)


def watch_files(engine: Engine, *, may_be_made: bool) -> None:
    """Open the engine's file as it must be opened, and leave a connection whose files have changed."""
    files = _Files(str(engine.url.database))
    if not may_be_made:
        event.listen(engine, "do_connect", _open_only_if_there)
    event.listen(engine, "connect", files.opened)
    event.listen(engine, "close", files.closed)
    event.listen(engine, "checkout", files.taken)
    event.listen(engine, "handle_error", _leave_broken_connection)


def make_for_us_alone(path: str) -> None:
    """Make the file, if there is none, so that nobody else can read it: it holds people's names.

    What others can read already is closed to them; to a group it stays open if somebody has opened it on purpose.
    """
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    for name in (path, f"{path}-wal", f"{path}-shm"):
        with contextlib.suppress(FileNotFoundError, PermissionError):
            mode = stat.S_IMODE(os.stat(name).st_mode)  # noqa: PTH116  as below
            if mode & stat.S_IRWXO:
                Path(name).chmod(stat.S_IRUSR | stat.S_IWUSR)


def refuse_lost_wal(connection: Connection) -> None:
    """Raise DatabaseUnusable if the -wal file is gone, once a transaction may write: it may have gone during the wait.

    Nobody else can do so from now on, because that takes the right to write.
    """
    info = connection.info
    if file_at(info[_WAL_PATH]) != info[_WAL]:
        connection.exec_driver_sql("ROLLBACK")
        raise DatabaseUnusable(_WAL_IS_GONE)


def check_files(connection: Connection) -> None:
    """Raise DisconnectionError if the files are no longer those that the connection has open, as the pool would."""
    driver = cast("sqlite3.Connection", connection.connection.dbapi_connection)
    cast("_Files", connection.info[_FILES]).check(driver, connection.info)


def file_at(path: str) -> Identity | None:
    """Device and inode of the file that lies at `path` now; None if there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116  every connection asks it, and a Path costs three times as much
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


class _Files:
    """The database file at `path` and its `-wal`, as this process has them open."""

    def __init__(self, path: str) -> None:
        self._path, self._wal_path = path, f"{path}-wal"
        self._guard = threading.Lock()
        self._open = 0
        self._wal: Identity | None = None  # what the connections have open; None when it was just given up

    def opened(self, connection: sqlite3.Connection, record: ConnectionPoolEntry) -> None:
        """Set a new connection up."""
        with self._guard:
            if self._open and self._wal not in {None, file_at(self._wal_path)}:
                raise DatabaseUnusable(_WAL_IS_GONE)  # it would begin another beside the one that is open
        connection.isolation_level = None  # we say BEGIN ourselves: the driver would begin too late for IMMEDIATE
        record.info[_FILES] = self
        record.info[_FILE] = file_at(self._path)
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={BUSY_SECONDS * 1000}",
            "schema_version",  # to read something makes the -wal file, if it was not there
        ):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        with self._guard:
            record.info[_WAL_PATH] = self._wal_path
            record.info[_WAL] = self._wal = file_at(self._wal_path)
            self._open += 1

    def closed(self, _connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
        """Forget a connection."""
        if record.info.pop(_FILE, None) is not None and _WAL in record.info:
            del record.info[_WAL]
            with self._guard:
                self._open -= 1

    def taken(self, connection: sqlite3.Connection, record: ConnectionPoolEntry, _proxy: PoolProxiedConnection) -> None:
        """Check what the pool is about to give out."""
        self.check(connection, record.info)

    def check(self, connection: sqlite3.Connection, info: Mapping[str, Any]) -> None:
        """Leave a connection whose files were moved away or replaced: what it writes would be lost with the process."""
        if file_at(self._path) != info[_FILE]:
            raise DisconnectionError("the database file is not the one that was opened")
        if file_at(self._wal_path) == info[_WAL]:
            return
        with self._guard:
            if self._wal == info[_WAL]:  # the first to notice
                self._save(connection)
                self._wal = None
        raise DisconnectionError("the -wal file is not the one that was opened")

    def _save(self, connection: sqlite3.Connection) -> None:
        """Copy what was committed into the database file, unless somebody has begun another -wal.

        Raises:
            DatabaseUnusable: somebody writes at this moment; the next to ask tries again.
        """
        with contextlib.suppress(FileNotFoundError):
            if os.stat(self._wal_path).st_size:  # noqa: PTH116  as above
                logger.error("another -wal file lies beside the database: what was booked last may be missing")
                return
        (busy, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise DatabaseUnusable(_WAL_IS_GONE)
        logger.error("the -wal file beside the database was removed; what it held was saved")


def _open_only_if_there(_dialect: Any, _record: ConnectionPoolEntry, given: list[Any], named: dict[str, Any]) -> None:
    given[0] = _only_if_there(given[0])
    named["uri"] = True


def _only_if_there(path: str) -> str:
    return f"{Path(path).absolute().as_uri()}?mode=rw"


_BROKEN: Sequence[str] = ("SQLITE_READONLY", "SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_CORRUPT", "SQLITE_NOTADB")


def _leave_broken_connection(context: ExceptionContext) -> None:
    """Open anew after the file could not be written or read: a connection made to a read-only file stays read-only."""
    name = getattr(context.original_exception, "sqlite_errorname", "")
    if name.startswith(tuple(_BROKEN)):
        context.is_disconnect = True
        # Or its statement lives on in the error, and with it the connection, and with that, for all connections of the
        # process, what SQLite knows of the file: until the garbage is collected every new one is read-only again.
        if context.execution_context is not None and context.execution_context.cursor is not None:
            context.execution_context.cursor.close()
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        raise DatabaseUnusable(_DAMAGED % context.original_exception) from context.original_exception
