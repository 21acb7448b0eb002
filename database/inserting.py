"""Inserts rows without making objects of them, alike on both engines.

The statements are built once and compiled once: for a short row that is most of what an INSERT costs here.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Insert, insert, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from database.base import Base, table_of


def insert_row(session: Session, table: type[Base], row: Mapping[str, Any]) -> Any:
    """Insert a row and answer its primary key."""
    return session.connection().execute(_returning(table), row).scalar_one()


def insert_if_free(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> list[Any]:
    """Insert `rows`, leaving out those that a UNIQUE constraint refuses; answer the primary keys that went in.

    Learned by RETURNING, because psycopg reports no row count for this statement.
    """
    statement = _without_conflict(table, session.get_bind().dialect.name)
    # One row goes the short way, past SQLAlchemy's joining of many rows into one statement.
    inserted = session.connection().execute(statement, rows[0] if len(rows) == 1 else list(rows))
    return [key for (key,) in inserted]


@cache
def _returning(table: type[Base]) -> ReturningInsert[Any]:
    return _keyed(insert(table_of(table)), table)


@cache
def _without_conflict(table: type[Base], engine: str) -> ReturningInsert[Any]:
    wanted = sqlite.insert(table_of(table)) if engine == "sqlite" else postgresql.insert(table_of(table))
    return _keyed(wanted.on_conflict_do_nothing(), table)


def _keyed(statement: Insert, table: type[Base]) -> ReturningInsert[Any]:
    return statement.returning(inspect(table).primary_key[0])
