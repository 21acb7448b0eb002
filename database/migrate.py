"""Brings a database to the newest schema; the migrations travel inside this package."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, MetaData, create_engine, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from database.engines import engine_options, prepare, url_for_sqlalchemy, writing
from database.errors import BrokenReferences
from database.schema import MIGRATIONS, is_current
from database.sqlite_files import make_for_us_alone

# Any number of our own: one upgrade at a time on PostgreSQL, whichever processes start together. SQLite's write lock
# does the same.
_ADVISORY_LOCK = 5_463_210


def upgrade(url: str, *, to: str = "head") -> None:
    """Run the missing migrations of the database at `url` in one transaction; running it again changes nothing.

    Raises:
        BrokenReferences: rows would name rows that are not there (SQLite); nothing was changed.
    """
    with _writing(url) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("set local lock_timeout = 0"))  # a long migration of another process is waited for
            connection.execute(text("select pg_advisory_xact_lock(:number)"), {"number": _ADVISORY_LOCK})
        if is_current(connection):
            return
        command.upgrade(_config(connection), to)
        _check_foreign_keys(connection)


def write_migration(url: str, subject: str, metadata: MetaData, *, folder: Path = MIGRATIONS) -> Path:
    """Write into `folder` the migration that takes the up-to-date database at `url` to `metadata`; answer its file.

    For developers, who read it before they run it: of tables it sees no CHECK and no trigger, of rows nothing.
    """
    number = len(list((folder / "versions").glob("*.py"))) + 1
    with _writing(url) as connection:
        config = _config(connection, folder)
        config.attributes["metadata"] = metadata
        config.cmd_opts = Namespace(quiet=True)  # the caller says what was written
        command.revision(config, subject, autogenerate=True, rev_id=f"{number:04}")
    (written,) = (folder / "versions").glob(f"{number:04}_*.py")
    return written


@contextmanager
def _writing(url: str) -> Iterator[Connection]:
    address = url_for_sqlalchemy(url)
    engine = create_engine(
        address, poolclass=NullPool, hide_parameters=True, connect_args=engine_options(address)["connect_args"]
    )
    prepare(engine, creates=True)
    if engine.dialect.name == "sqlite":
        make_for_us_alone(str(engine.url.database))
        event.listen(engine, "connect", _leave_foreign_keys_to_the_end)
    try:
        with writing(engine).begin() as connection:
            yield connection
    finally:
        engine.dispose()


def _leave_foreign_keys_to_the_end(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    """A table is changed by making it anew, and to drop the old one would delete its rows first, which others name.

    Within a transaction the switch does nothing.
    """
    connection.cursor().execute("PRAGMA foreign_keys = OFF")


def _check_foreign_keys(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = {row[0] for row in connection.exec_driver_sql("PRAGMA foreign_key_check")}
        if broken:
            raise BrokenReferences(sorted(broken))


def _config(connection: Connection, folder: Path = MIGRATIONS) -> Config:
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
