"""Tells whether anything was written since: a stamp that is another one after every commit, whoever commits.

Two equal stamps mean that nothing was committed between them: what was read after the first is still true at the
second. A stamp costs some ten microseconds, and no writer anything, because both engines count their changes anyway.
It says nothing of what was written; whoever meets a new stamp asks for what they depend on.
"""

import os
import sqlite3
import threading
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Protocol

import psycopg
from psycopg.pq import ExecStatus
from sqlalchemy import Engine, event

from database.engines import NOTICED_WITHIN_A_MINUTE
from database.snapshots import SNAPSHOT_SQL
from database.sqlite_files import Identity, connect, file_at

ChangeStamp = tuple[object, ...]
Stamping = Callable[[str | None], ChangeStamp | None]

_CONNECT_SECONDS = 2
_STAMP = b"madoguchi_stamp"


class Changes(Protocol):
    """Gives stamps over connections of its own: no pool, no session, no transaction."""

    def stamp(self) -> ChangeStamp | None:
        """The stamp of this moment; None while it cannot be told, and then nothing that was kept may be trusted."""

    def stamping(self) -> Stamping:
        """To be taken before a reading: gives the stamp of what a statement has read, by the `Snapshot` it selected.

        Where the statement gives none, it is the stamp of the moment before it.
        """

    def close(self) -> None:
        """Close the connections; the next stamp opens new ones, and is like none before."""


def changes_of(engine: Engine) -> Changes:
    """The changes of the engine's database. Disposing of the engine closes their connections, too."""
    changes: Changes = SqliteChanges(engine) if engine.dialect.name == "sqlite" else PostgresqlChanges(engine)
    event.listen(engine, "engine_disposed", lambda _engine: changes.close())
    return changes


class SqliteChanges:
    """PRAGMA data_version (https://www.sqlite.org/pragma.html#pragma_data_version).

    The number means something on one connection alone, and does not tell of that connection's own writes: so it is one
    that never writes, and all threads take turns on it.
    """

    def __init__(self, engine: Engine) -> None:
        self._path = str(engine.url.database)
        self._wal_path = f"{self._path}-wal"
        self._guard = threading.Lock()
        self._openings = count()
        self._opening = 0
        self._connection: sqlite3.Connection | None = None
        self._files: tuple[Identity | None, Identity | None] = None, None

    def stamp(self) -> ChangeStamp | None:
        """The stamp of this moment; None while the file cannot be read or takes no change."""
        with self._guard:
            try:
                # All rows, so that no statement stays open: within one the number would stand still.
                rows = self._connection_to_present_file().execute("PRAGMA data_version").fetchall()
            except (OSError, sqlite3.Error):
                self._close()
                return None
            return self._opening, *rows

    def stamping(self) -> Stamping:
        """The stamp of this moment, whatever the statement selects."""
        stamp = self.stamp()
        return lambda _snapshot: stamp

    def close(self) -> None:
        """Close the connection."""
        with self._guard:
            self._close()

    def _connection_to_present_file(self) -> sqlite3.Connection:
        """To the file that lies at the path now: one that was put in its place has other contents."""
        if self._connection is None or self._files != self._present_files():
            self._close()
            _refuse_unless_writable(self._path)
            self._connection = connect(self._path)
            self._connection.execute("PRAGMA schema_version").fetchall()  # makes the -wal file, if there is none
            self._files, self._opening = self._present_files(), next(self._openings)
        return self._connection

    def _present_files(self) -> tuple[Identity | None, Identity | None]:
        return file_at(self._path), file_at(self._wal_path)

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _refuse_unless_writable(path: str) -> None:
    """Open no file of which SQLite would keep in mind, as long as this connection lives, that it is read-only.

    What it knows of the shared memory beside the file it knows for the whole process: other connections could not write
    either, not even after the file was given back.
    """
    shared = Path(f"{path}-shm")
    if not os.access(path, os.W_OK) or (shared.exists() and not os.access(shared, os.W_OK)):
        raise PermissionError(path)


class PostgresqlChanges:
    """pg_current_snapshot: which transactions are not to be seen yet (PostgreSQL manual, §9.27.8; since version 13).

    A transaction that commits is to be seen from then on, so that no snapshot ever comes again after it.
    """

    def __init__(self, engine: Engine) -> None:
        _, self._settings = engine.dialect.create_connect_args(engine.url)
        self._guard = threading.Lock()
        self._idle: list[psycopg.Connection] = []  # as many as threads have asked at once
        self._openings = count()
        self._opening = next(self._openings)

    def stamp(self) -> ChangeStamp | None:
        """The stamp of this moment; None while the server cannot be asked, or is a standby."""
        with self._guard:
            opening, connection = self._opening, self._idle.pop() if self._idle else None
        try:
            connection = connection or self._connect()
            snapshot = _snapshot(connection)
        except psycopg.Error:
            if connection is not None:
                connection.close()
            self.close()  # the others go the same way, and a server that was set back may count anew
            return None
        self._give_back(opening, connection)
        return None if snapshot is None else (opening, snapshot)

    def stamping(self) -> Stamping:
        """The statement's own snapshot, which saves the server a question."""
        opening = self._opening
        return lambda snapshot: None if snapshot is None else (opening, snapshot.encode())

    def close(self) -> None:
        """Close the connections that nobody uses now; the others are closed when they are given back."""
        with self._guard:
            closed, self._idle, self._opening = self._idle, [], next(self._openings)
        for connection in closed:
            connection.close()

    def _connect(self) -> psycopg.Connection:
        noticed = {"connect_timeout": _CONNECT_SECONDS, **NOTICED_WITHIN_A_MINUTE}
        given = {**noticed, **self._settings, "autocommit": True}
        connection = psycopg.connect(**given)
        connection.pgconn.prepare(_STAMP, f"SELECT {SNAPSHOT_SQL}".encode())
        return connection

    def _give_back(self, opening: int, connection: psycopg.Connection) -> None:
        with self._guard:
            if opening == self._opening:
                self._idle.append(connection)
                return
        connection.close()


def _snapshot(connection: psycopg.Connection) -> bytes | None:
    """Ask libpq itself, because this comes before every kept answer, and a cursor takes longer than the server."""
    result = connection.pgconn.exec_prepared(_STAMP, ())
    if result.status != ExecStatus.TUPLES_OK:
        raise psycopg.OperationalError("the server tells no snapshot")
    return result.get_value(0, 0)
