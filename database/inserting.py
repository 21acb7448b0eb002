"""Inserts rows without making objects of them, alike on both engines.

The statements are built once and compiled once: for a short row that is most of what an INSERT costs here.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import Insert, Table, insert, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from database.base import Base


def insert_row(session: Session, table: type[Base], row: Mapping[str, Any]) -> Any:
    """Insert a row and answer its primary key."""
    return session.scalars(_returning(table), row).one()


def insert_object(session: Session, made: Base) -> None:
    """Insert a new object and set its `id`. It stays outside the session: later changes of it are not written."""
    values = inspect(made).dict
    row = {name: value for name, value in values.items() if name in _columns(type(made))}
    made.id = insert_row(session, type(made), row)  # type: ignore[attr-defined]  # every table has one


def insert_if_free(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> list[Any]:
    """Insert `rows`, leaving out those that a UNIQUE constraint refuses; answer the primary keys that went in.

    Learned by RETURNING, because psycopg reports no row count for this statement.
    """
    statement = _without_conflict(table, session.get_bind().dialect.name)
    # One row goes the short way, past SQLAlchemy's joining of many rows into one statement.
    return list(session.scalars(statement, rows[0] if len(rows) == 1 else list(rows)))


@cache
def _columns(table: type[Base]) -> frozenset[str]:
    return frozenset(inspect(table).column_attrs.keys())


@cache
def _returning(table: type[Base]) -> ReturningInsert[Any]:
    return _keyed(insert(_table(table)), table)


@cache
def _without_conflict(table: type[Base], engine: str) -> ReturningInsert[Any]:
    wanted = sqlite.insert(_table(table)) if engine == "sqlite" else postgresql.insert(_table(table))
    return _keyed(wanted.on_conflict_do_nothing(), table)


def _keyed(statement: Insert, table: type[Base]) -> ReturningInsert[Any]:
    return statement.returning(inspect(table).primary_key[0])


def _table(table: type[Base]) -> Table:
    return cast("Table", inspect(table).local_table)
