"""Fills the tables of a database as they are now, whatever its revision: rows that every constraint takes."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain, combinations
from typing import Any

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, Column, Connection, Table, func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.types import TypeEngine

ROWS = 9  # one more than the longest list of words has

Row = dict[str, Any]


def fill(connection: Connection, tables: Iterable[Table]) -> None:
    """Give each of the reflected tables one more row; an empty one as many as there may be words.

    Row n points to row n of other tables.
    """
    for table in tables:
        _grow(connection, table, max(ROWS, _count(connection, table) + 1))


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _grow(connection: Connection, table: Table, to: int) -> None:
    for number in range(_count(connection, table) + 1, to + 1):
        _add(connection, table, number)


def _add(connection: Connection, table: Table, number: int) -> None:
    """The first of the rows that no CHECK refuses, which differ in what they leave empty."""
    checks = [str(one.sqltext) for one in table.constraints if isinstance(one, CheckConstraint)]
    row = {column.name: _value(connection, column, number, checks) for column in table.columns}
    empty = [column.name for column in table.columns if column.nullable and any(column.name in c for c in checks)]
    for left_out in chain.from_iterable(combinations(empty, count) for count in range(len(empty) + 1)):
        if _taken(connection, table, {**row, **dict.fromkeys(left_out)}):
            return
    raise AssertionError(f"no row of {table.name} is taken: {row}")


def _taken(connection: Connection, table: Table, row: Row) -> bool:
    try:
        with connection.begin_nested():
            connection.execute(insert(table), row)
    except IntegrityError as error:
        if "check" in str(error.orig).lower():
            return False
        raise
    return True


def _value(connection: Connection, column: Column[Any], number: int, checks: list[str]) -> object:
    for key in column.foreign_keys:
        _grow(connection, key.column.table, number)
        return connection.scalar(select(key.column).order_by(key.column).offset(number - 1).limit(1))
    words = [word for check in checks for word in _words(check, column.name)]
    if words:
        return words[number % len(words)]
    return _of_type(column.type, column.name, number)


def _words(check: str, name: str) -> Iterator[str | int]:
    """What a CHECK says that the column may be: `state IN ('waiting', 'sent')`, as either engine writes it."""
    if re.match(rf"\W*{re.escape(name)}\W.*?(\bin\b|= any|between|>= \d+\W+and\b)", check, re.IGNORECASE):
        for word, digits in re.findall(r"'([^']+)'|\b(\d+)\b", check[check.index(name) + len(name) :]):
            yield word or int(digits)


def _of_type(kind: TypeEngine[Any], name: str, number: int) -> object:
    match kind:
        case sa.Boolean():
            return number % 2 == 0
        case sa.Integer():
            return number
        case sa.Float():
            return number + 0.5
        case sa.Date():
            return date(2026, 11, 20) + timedelta(number)
        case sa.DateTime():
            return datetime(2026, 11, 20, tzinfo=UTC) + timedelta(hours=number)
        case sa.Time():
            return time(10, number % 60)
        case sa.JSON():
            return []
        case sa.LargeBinary():
            return b"%d" % number
        case sa.String():
            return f"{number}-{name}"[: kind.length]
    raise AssertionError(f"no value of {kind!r} is known")
