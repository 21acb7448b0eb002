"""Fills the tables of a database as they are now, whatever its revision: rows that every constraint takes."""

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain, combinations
from typing import Any

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, Column, Connection, ForeignKey, Table, func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.types import TypeEngine

ROWS = 9  # one more than the longest list of words has

Row = dict[str, Any]


def fill(connection: Connection, tables: Collection[Table]) -> None:
    """Give every table rows, these being all that there are."""
    Filling(connection, tables).fill(table.name for table in tables)


class Filling:
    """Adds rows to the reflected `tables`; what they hold is asked once, then counted here."""

    def __init__(self, connection: Connection, tables: Iterable[Table]) -> None:
        self._connection = connection
        self._tables = {table.name: table for table in tables}
        self._counts: dict[str, int] = {}
        self._keys: dict[tuple[str, str], list[object]] = {}
        self._grown: set[str] = set()

    def fill(self, names: Iterable[str]) -> set[str]:
        """Give each of these tables one more row; an empty one as many as there may be words. Answer which have grown.

        Row n points to row n of other tables.
        """
        for name in names:
            self._grow(name, max(ROWS, self._count(name) + 1))
        return self._grown

    def _count(self, name: str) -> int:
        if name not in self._counts:
            self._counts[name] = self._connection.scalar(select(func.count()).select_from(self._tables[name])) or 0
        return self._counts[name]

    def _grow(self, name: str, to: int) -> None:
        while self._count(name) < to:
            self._add(self._tables[name], self._count(name) + 1)
            self._counts[name] += 1
            self._grown.add(name)

    def _add(self, table: Table, number: int) -> None:
        """The first of the rows that no CHECK refuses, which differ in what they leave empty."""
        checks = [str(one.sqltext) for one in table.constraints if isinstance(one, CheckConstraint)]
        row = {column.name: self._value(column, number, checks) for column in table.columns}
        empty = [column.name for column in table.columns if column.nullable and any(column.name in c for c in checks)]
        for left_out in chain.from_iterable(combinations(empty, count) for count in range(len(empty) + 1)):
            if _taken(self._connection, table, {**row, **dict.fromkeys(left_out)}):
                return
        raise AssertionError(f"no row of {table.name} is taken: {row}")

    def _value(self, column: Column[Any], number: int, checks: list[str]) -> object:
        for key in column.foreign_keys:
            return self._key(key, number + _apart(column.name, checks))
        words = [word for check in checks for word in _words(check, column.name)]
        if words:
            return words[number % len(words)]
        return _of_type(column.type, column.name, number)

    def _key(self, key: ForeignKey, number: int) -> object:
        """What names row `number` of the other table."""
        name, _, column = key.target_fullname.partition(".")
        self._grow(name, number)
        known = self._keys.setdefault((name, column), [])
        if len(known) < self._count(name):
            named = self._tables[name].columns[column]
            known[:] = self._connection.scalars(select(named).order_by(named))
        return known[number - 1]


def _taken(connection: Connection, table: Table, row: Row) -> bool:
    try:
        with connection.begin_nested():
            connection.execute(insert(table), row)
    except IntegrityError as error:
        if "check" in str(error.orig).lower():
            return False
        raise
    return True


def _apart(name: str, checks: list[str]) -> int:
    """1 for a column that a CHECK keeps apart from another: `kept_id <> merged_id`, where row n cannot name n twice."""
    return int(any(re.search(rf"\w+ <> {re.escape(name)}\b", check) for check in checks))


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
