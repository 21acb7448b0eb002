"""Runs statements at PostgreSQL by libpq's own calls: a cursor of psycopg takes as long around them as they take.

Each is prepared on its connection when it is first run there. Values go in and come out as text, by psycopg's own
adapters; the server finds the types of parameters in the statement.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import psycopg
from psycopg.adapt import PyFormat, Transformer
from psycopg.pq import ExecStatus, TransactionStatus

from database.libpq_errors import error_of


@lru_cache
def _as_text(count: int) -> tuple[PyFormat, ...]:
    """The format of each of so many values; psycopg reads past the end of a list that is too short."""
    return (PyFormat.TEXT,) * count


class PreparedHere:
    """What one connection has prepared."""

    def __init__(self, driver: psycopg.Connection) -> None:
        self._pgconn, self._values = driver.pgconn, Transformer(driver)
        self._names: dict[str, bytes] = {}
        self._made = 0

    def rows(self, sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Run a statement and answer its rows; errors are psycopg's."""
        try:
            return self._rows(sql, parameters)
        except psycopg.errors.InvalidSqlStatementName:
            # psycopg deallocates all, ours too, once it has rolled back or changed a table by itself.
            self._names.clear()
            if self._pgconn.transaction_status != TransactionStatus.IDLE:
                raise  # `transact` runs the whole of it again
            return self._rows(sql, parameters)

    def _rows(self, sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
        name = self._names.get(sql) or self._prepare(sql)
        given: Any = self._values.dump_sequence(parameters, _as_text(len(parameters)))  # None is NULL
        result = self._pgconn.exec_prepared(name, given)
        if result.status == ExecStatus.COMMAND_OK:
            return []
        if result.status != ExecStatus.TUPLES_OK:
            raise error_of(self._pgconn, result)
        self._values.set_pgresult(result)
        return self._values.load_rows(0, result.ntuples, tuple)

    def _prepare(self, sql: str) -> bytes:
        self._made += 1
        name = b"madoguchi_%d" % self._made
        result = self._pgconn.prepare(name, sql.encode())
        if result.status != ExecStatus.COMMAND_OK:
            raise error_of(self._pgconn, result)
        self._names[sql] = name
        return name
