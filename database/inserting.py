"""Inserts rows without making objects of them, alike on both engines."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from database.base import Base
from database.connections import connection_of
from database.fast.together import Rows, insert_into, inserted, keyed

_FEW = 8  # rows, for which a statement of their number is kept


def insert_row(session: Session, table: type[Base], row: Mapping[str, Any]) -> Any:
    """Insert a row and answer its primary key."""
    ((key,),) = inserted(connection_of(session), Rows(table, [row]))
    return key


def insert_if_free(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> list[Any]:
    """Insert `rows`, which name the same columns, leaving out those that a UNIQUE constraint refuses.

    Answers the primary keys that went in, learned by RETURNING: psycopg reports no row count for this statement.
    """
    if not rows:
        return []
    connection = connection_of(session)
    if len(rows) <= _FEW:
        return [key for (key,) in inserted(connection, Rows(table, rows, if_free=True))]
    return [key for (key,) in connection.execute(_without_conflict(table, connection.dialect.name), list(rows))]


@cache
def _without_conflict(table: type[Base], engine: str) -> ReturningInsert[Any]:
    return keyed(insert_into(table, engine).on_conflict_do_nothing(), table)
