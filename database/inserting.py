"""INSERT that steps aside when the row is there already, alike on both engines."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from database.base import Base


def insert_if_free(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> int:
    """Insert `rows`, leaving out those that a UNIQUE constraint refuses; answer how many went in.

    Counted by RETURNING, because psycopg reports no row count for this statement.
    """
    if session.get_bind().dialect.name == "sqlite":
        statement: Any = sqlite.insert(table).values(list(rows)).on_conflict_do_nothing()
    else:
        statement = postgresql.insert(table).values(list(rows)).on_conflict_do_nothing()
    key = inspect(table).primary_key[0]
    return len(session.execute(statement.returning(key)).all())
