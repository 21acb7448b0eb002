"""Inserts rows without making objects of them, alike on both engines.

The statements are built once and compiled once: for a short row that is most of what an INSERT costs here.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Insert, bindparam, insert, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from database.base import Base, table_of
from database.prepared import Prepared

_FEW = 8  # rows, for which a statement of their number is kept


def insert_row(session: Session, table: type[Base], row: Mapping[str, Any]) -> Any:
    """Insert a row and answer its primary key."""
    ((key,),) = _returning(table, tuple(row)).rows(session.connection(), row)
    return key


def insert_if_free(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> list[Any]:
    """Insert `rows`, which name the same columns, leaving out those that a UNIQUE constraint refuses.

    Answers the primary keys that went in, learned by RETURNING: psycopg reports no row count for this statement.
    """
    engine, connection = session.get_bind().dialect.name, session.connection()
    if not 0 < len(rows) <= _FEW:
        return [key for (key,) in connection.execute(_without_conflict(table, engine), list(rows))] if rows else []
    statement = _few_without_conflict(table, engine, tuple(rows[0]), len(rows))
    values = {f"{name}_{n}": value for n, row in enumerate(rows) for name, value in row.items()}
    return [key for (key,) in statement.rows(connection, values)]


@cache
def _returning(table: type[Base], names: tuple[str, ...]) -> Prepared:
    return Prepared(_keyed(insert(table_of(table)).values(_bound(table, names, "")), table))


@cache
def _few_without_conflict(table: type[Base], engine: str, names: tuple[str, ...], rows: int) -> Prepared:
    bound = [_bound(table, names, f"_{n}") for n in range(rows)]
    return Prepared(_keyed(_upon(table, engine).values(bound).on_conflict_do_nothing(), table))


@cache
def _without_conflict(table: type[Base], engine: str) -> ReturningInsert[Any]:
    return _keyed(_upon(table, engine).on_conflict_do_nothing(), table)


def _upon(table: type[Base], engine: str) -> sqlite.Insert | postgresql.Insert:
    return sqlite.insert(table_of(table)) if engine == "sqlite" else postgresql.insert(table_of(table))


def _bound(table: type[Base], names: tuple[str, ...], suffix: str) -> dict[str, Any]:
    return {name: bindparam(name + suffix, type_=table_of(table).c[name].type) for name in names}


def _keyed(statement: Insert, table: type[Base]) -> ReturningInsert[Any]:
    return statement.returning(inspect(table).primary_key[0])
