"""Inserts rows of several tables, few of each, which on PostgreSQL is one statement for all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Insert, bindparam, func, insert, inspect, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from database.base import Base, table_of
from database.connections import connection_of
from database.fast.prepared import Prepared


@dataclass(frozen=True)
class Rows:
    """Rows of one table, which name the same columns. `if_free`: rows that a UNIQUE constraint refuses stay out."""

    table: type[Base]
    rows: Sequence[Mapping[str, Any]]
    if_free: bool = False


def insert_together(session: Session, parts: Sequence[Rows]) -> list[int]:
    """Insert rows of several tables, few of each; answer how many of each part went in.

    One statement on PostgreSQL, where each would be a round trip. A part may refer to rows of any other by their keys,
    and waits for others' rows in the order of the parts.
    """
    connection = connection_of(session)
    if connection.dialect.name == "sqlite":
        return [len(inserted(connection, part)) for part in parts]
    values = {name: value for n, part in enumerate(parts) for name, value in _values(part, _prefix(n)).items()}
    (counts,) = _together(tuple(_shape(part) for part in parts)).rows(connection, values)
    return list(counts)


def inserted(connection: Connection, part: Rows) -> Sequence[tuple[Any, ...]]:
    """Insert the rows of one table; answer the primary keys of those that went in."""
    return _alone(_shape(part), connection.dialect.name).rows(connection, _values(part))


def insert_into(table: type[Base], engine: str) -> sqlite.Insert | postgresql.Insert:
    """The INSERT of an engine, which knows ON CONFLICT."""
    return sqlite.insert(table_of(table)) if engine == "sqlite" else postgresql.insert(table_of(table))


def keyed(statement: Insert, table: type[Base]) -> ReturningInsert[Any]:
    """The INSERT with the primary keys of what it inserts."""
    return statement.returning(inspect(table).primary_key[0])


@dataclass(frozen=True)
class _Shape:
    """What a statement depends on, whatever the values."""

    table: type[Base]
    names: tuple[str, ...]
    rows: int
    if_free: bool

    def statement(self, engine: str, prefix: str = "") -> ReturningInsert[Any]:
        columns = table_of(self.table).c
        bound = [
            {name: bindparam(f"{prefix}{name}_{n}", type_=columns[name].type) for name in self.names}
            for n in range(self.rows)
        ]
        if self.if_free:
            return keyed(insert_into(self.table, engine).values(bound).on_conflict_do_nothing(), self.table)
        return keyed(insert(table_of(self.table)).values(bound if self.rows > 1 else bound[0]), self.table)


def _shape(part: Rows) -> _Shape:
    return _Shape(part.table, tuple(part.rows[0]), len(part.rows), part.if_free)


def _values(part: Rows, prefix: str = "") -> dict[str, Any]:
    return {f"{prefix}{name}_{n}": value for n, row in enumerate(part.rows) for name, value in row.items()}


@cache
def _alone(shape: _Shape, engine: str) -> Prepared:
    return Prepared(shape.statement(engine))


@cache
def _together(shapes: tuple[_Shape, ...]) -> Prepared:
    """Counts what went in. PostgreSQL promises no order, but inserts the parts as they are counted."""
    parts = [shape.statement("postgresql", _prefix(n)).cte(f"part_{n}") for n, shape in enumerate(shapes)]
    return Prepared(select(*(select(func.count()).select_from(part).scalar_subquery() for part in parts)))


def _prefix(n: int) -> str:
    return f"p{n}_"
