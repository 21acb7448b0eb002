"""Gives a table with rows, or an index, another name, with all that is named after it; for migrations.

A constraint is never renamed on SQLite, so there the table is made anew, as `database.checks` does it.
"""

import re
from collections.abc import Mapping

from sqlalchemy import Connection

from database.checks import make_anew

_NO_CONSTRAINTS: Mapping[str, str] = {}


def rename_table(
    connection: Connection, table: str, new: str, *, constraints: Mapping[str, str] = _NO_CONSTRAINTS
) -> None:
    """Call `table` by the name `new`, with every key, UNIQUE, CHECK, index and sequence that is named after it.

    `constraints` says what others are called that do not bear its name.
    """
    connection.exec_driver_sql(f'ALTER TABLE "{table}" RENAME TO "{new}"')
    if connection.dialect.name == "sqlite":
        make_anew(
            connection,
            new,
            lambda made: _named_after(_with_constraints(made, constraints), table, new),
            part=lambda made: _named_after(made, table, new),
        )
    else:
        for name in _constraints(connection, new):
            called = constraints.get(name, _named_after(name, table, new))
            if called != name:
                connection.exec_driver_sql(f'ALTER TABLE "{new}" RENAME CONSTRAINT "{name}" TO "{called}"')
        for name in _indexes(connection, new):
            called = _named_after(name, table, new)
            if called != name:
                rename_index(connection, name, called)
        connection.exec_driver_sql(f'ALTER SEQUENCE IF EXISTS "{table}_id_seq" RENAME TO "{new}_id_seq"')


def rename_index(connection: Connection, index: str, new: str) -> None:
    """Call `index` by the name `new`."""
    if connection.dialect.name == "sqlite":
        made = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = ?", (index,)).scalar_one()
        connection.exec_driver_sql(f'DROP INDEX "{index}"')
        connection.exec_driver_sql(re.sub(rf"\b{index}\b", new, made, count=1))
    else:
        connection.exec_driver_sql(f'ALTER INDEX "{index}" RENAME TO "{new}"')


def _named_after(text: str, table: str, new: str) -> str:
    """The text with the names that `database.base.NAMING` gives for `table` as it gives them for `new`."""
    return re.sub(rf"\b(pk|uq|ck|fk|ix)_{table}(?=_|\b)", rf"\1_{new}", text)


def _with_constraints(made: str, constraints: Mapping[str, str]) -> str:
    for name, called in constraints.items():
        made = re.sub(rf'CONSTRAINT\s+"?{name}"?(?=\s)', f"CONSTRAINT {called}", made)
    return made


def _constraints(connection: Connection, table: str) -> list[str]:
    query = "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass"
    return list(connection.exec_driver_sql(query, (table,)).scalars())


def _indexes(connection: Connection, table: str) -> list[str]:
    query = "SELECT indexname FROM pg_indexes WHERE schemaname = 'public' AND tablename = %s"
    return list(connection.exec_driver_sql(query, (table,)).scalars())
