"""The key that a table's next row gets, drawn before there is a row, so that other rows can name it at once."""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, Table, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler

from database.base import Base, table_of
from database.connections import connection_of
from database.fast.prepared import Prepared


class NextKey(ColumnElement[int]):
    """The next `id` of a table, to be drawn in the transaction that inserts the row.

    On PostgreSQL nobody else draws it again; on SQLite, where it is what SQLite itself would give, nobody else writes
    meanwhile. Draw it once: on SQLite the next is the same until the row is there.
    """

    inherit_cache = False

    def __init__(self, table: type[Base]) -> None:
        self.type = Integer()
        self.table: Table = table_of(table)


def draw_keys(session: Session, *tables: type[Base]) -> tuple[int, ...]:
    """The next key of each table, where no other statement can draw it on its way."""
    (keys,) = _drawing(tables).rows(connection_of(session), {})
    return tuple(keys)


@cache
def _drawing(tables: tuple[type[Base], ...]) -> Prepared:
    keys: list[ColumnElement[Any]] = [NextKey(table).label(f"key_{n}") for n, table in enumerate(tables)]
    return Prepared(select(*keys))


@compiles(NextKey, "postgresql")
def _of_a_sequence(element: NextKey, _compiler: SQLCompiler, **_given: Any) -> str:
    return f"nextval('{element.table.name}_id_seq')"


@compiles(NextKey, "sqlite")
def _after_the_highest(element: NextKey, _compiler: SQLCompiler, **_given: Any) -> str:
    return f"(SELECT coalesce(max(id), 0) + 1 FROM {element.table.name})"  # noqa: S608  a name of ours
