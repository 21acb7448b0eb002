"""Replaces or drops a CHECK of a table that has rows, or drops a UNIQUE or AUTOINCREMENT; for migrations.

SQLite can do neither, so there the table is made anew from its own words, with every row, index, trigger and the
counter of AUTOINCREMENT. Alembic's batch mode would leave out the other CHECKs and the triggers.
"""

import re
from collections.abc import Callable

from sqlalchemy import Connection

_NEW = "_made_anew"


def replace_check(connection: Connection, table: str, name: str, condition: str) -> None:
    """Let `table` hold only rows that meet `condition`, in the CHECK `name`, which is added when there is none.

    Raises:
        IntegrityError: a row does not meet it.
    """
    if connection.dialect.name == "sqlite":
        make_anew(connection, table, lambda made: with_check(made, name, condition))
    else:
        connection.exec_driver_sql(f'ALTER TABLE "{table}" DROP CONSTRAINT IF EXISTS "{name}"')
        connection.exec_driver_sql(f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" CHECK ({condition})')


def drop_check(connection: Connection, table: str, name: str) -> None:
    """Take the CHECK `name` off `table`, such as before a column that it names is dropped."""
    if connection.dialect.name == "sqlite":
        make_anew(connection, table, lambda made: without_check(made, name))
    else:
        connection.exec_driver_sql(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')


def drop_unique(connection: Connection, table: str, name: str) -> None:
    """Take the UNIQUE `name` off `table`: two rows may agree there from now on."""
    if connection.dialect.name == "sqlite":
        make_anew(connection, table, lambda made: without_unique(made, name))
    else:
        connection.exec_driver_sql(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')


def set_autoincrement(connection: Connection, table: str, *, on: bool) -> None:
    """Let SQLite never give an id of `table` again, or give the highest again once its row is gone.

    PostgreSQL's sequences give none again anyway.
    """
    if connection.dialect.name == "sqlite":
        make_anew(connection, table, with_autoincrement if on else without_autoincrement)


def make_anew(
    connection: Connection, table: str, changed: Callable[[str], str], *, part: Callable[[str], str] = str
) -> None:
    """Make `table` anew from its own words, as `changed` puts them, with its rows; indexes and triggers by `part`."""
    if connection.exec_driver_sql("PRAGMA foreign_keys").scalar():
        raise RuntimeError("rows of other tables point here: database.migrate leaves foreign keys to the end")
    parts = connection.exec_driver_sql(
        "SELECT type, sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL ORDER BY rowid", (table,)
    ).all()
    made = next(sql for kind, sql in parts if kind == "table")
    anew = changed(made)
    counts = _counts(made) and _counts(anew)
    counter = _counter(connection, table) if counts else None
    connection.exec_driver_sql(_called(table + _NEW, anew))
    connection.exec_driver_sql(f'INSERT INTO "{table}{_NEW}" SELECT * FROM "{table}"')  # noqa: S608  our own names
    connection.exec_driver_sql(f'DROP TABLE "{table}"')
    # Triggers of other tables may name this one, which is not there at this moment.
    connection.exec_driver_sql("PRAGMA legacy_alter_table = ON")
    connection.exec_driver_sql(f'ALTER TABLE "{table}{_NEW}" RENAME TO "{table}"')
    connection.exec_driver_sql("PRAGMA legacy_alter_table = OFF")
    for _kind, sql in (part for part in parts if part.type != "table"):
        connection.exec_driver_sql(part(sql))
    if counter is not None:
        connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
        connection.exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, counter))


def _counts(made: str) -> bool:
    return "AUTOINCREMENT" in made.upper()


def _counter(connection: Connection, table: str) -> int | None:
    """The highest id that an AUTOINCREMENT table has ever given; None when it has given none."""
    return connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).scalar()


def _called(name: str, made: str) -> str:
    """The CREATE TABLE statement for a table called `name`."""
    return re.sub(r'^CREATE TABLE\s+("[^"]+"|\w+)', f'CREATE TABLE "{name}"', made)


def with_check(made: str, name: str, condition: str) -> str:
    """The CREATE TABLE statement `made` with that condition in its CHECK `name`, changed or added at its end."""
    check = f"CONSTRAINT {name} CHECK ({condition})"
    found = _check(made, name)
    if found is None:
        end = made.rindex(")")
        return f"{made[:end].rstrip()}, \n\t{check}\n{made[end:]}"
    return made[: found.start()] + check + made[_closing(made, found.end()) :]


def without_check(made: str, name: str) -> str:
    """The CREATE TABLE statement `made` without its CHECK `name`; ValueError if it has none."""
    found = _check(made, name)
    if found is None:
        raise ValueError(f"no CHECK {name}")
    before = re.sub(r",\s*$", "", made[: found.start()])
    return before + made[_closing(made, found.end()) :]


def _check(made: str, name: str) -> re.Match[str] | None:
    """Where the CHECK `name` begins, up to the bracket of its condition."""
    return re.search(rf'CONSTRAINT\s+"?{re.escape(name)}"?\s+CHECK\s*\(', made)


def without_unique(made: str, name: str) -> str:
    """The CREATE TABLE statement `made` without its UNIQUE `name`; ValueError if it has none."""
    without, count = re.subn(rf',\s*CONSTRAINT\s+"?{re.escape(name)}"?\s+UNIQUE\s*\([^()]*\)', "", made)
    if count != 1:
        raise ValueError(f"no UNIQUE {name}")
    return without


def with_autoincrement(made: str) -> str:
    """The CREATE TABLE statement `made` with a key that is never given again; ValueError if no column is it."""
    added, count = re.subn(r"PRIMARY KEY(?!\s*(\(|AUTOINCREMENT))", "PRIMARY KEY AUTOINCREMENT", made)
    if count != 1:
        raise ValueError("no column that is the key")
    return added


def without_autoincrement(made: str) -> str:
    """The CREATE TABLE statement `made` with a key that is given again; ValueError if it is already."""
    without, count = re.subn(r"\s+AUTOINCREMENT", "", made, flags=re.IGNORECASE)
    if count != 1:
        raise ValueError("no AUTOINCREMENT")
    return without


def _closing(made: str, start: int) -> int:
    """Where the bracket that was opened just before `start` has been closed; those within texts and names are none."""
    depth = 1
    for part in re.finditer(r"'[^']*'|\"[^\"]*\"|[()]", made[start:]):
        depth += {"(": 1, ")": -1}.get(part.group(), 0)
        if depth == 0:
            return start + part.end()
    raise ValueError("a CHECK without its end")
