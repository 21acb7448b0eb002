"""Statements that are compiled once and then go straight to the driver: for what is asked and written all the time.

SQLAlchemy takes 30 to 80 µs around a statement for which the driver takes 5 to 30. What it does for the statement's
sake stays its work: the SQL, the column types, its errors, the transaction. No bound IN lists (but `one_of`) and no
defaults made in Python; NULL is None, whatever the type. Constants belong into conditions: selected, their type is
PostgreSQL's guess.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any, NoReturn, cast

import psycopg
from sqlalchemy import BindParameter, Connection, Delete, Dialect, Select, Update, literal_column
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import ReturningInsert, ReturningUpdate
from sqlalchemy.sql.visitors import ExternallyTraversible, replacement_traverse
from sqlalchemy.types import TypeEngine

from database.fast.postgresql import PreparedHere

Row = tuple[Any, ...]
Statement = Select[Any] | Update | Delete | ReturningInsert[Any] | ReturningUpdate[Any]
_Process = Callable[[Any], Any]

_PREPARED_HERE = "madoguchi_prepared_here"  # in the info of a connection to PostgreSQL


class Prepared:
    """A statement with its `bindparam`s. All engines of one kind share what was compiled: they are set up alike."""

    def __init__(self, statement: Statement) -> None:
        self._statement = statement
        self._compiled: dict[str, _Compiled] = {}

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> list[Row]:
        """Run it within the connection's transaction; answer what it selects or returns. Errors are SQLAlchemy's."""
        dialect = connection.dialect
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            compiled = self._compiled[dialect.name] = _compile(self._statement, dialect)
        return compiled.rows(connection, values)


@dataclass(frozen=True)
class _Compiled:
    """The SQL of one engine, and how values go in, by their places, and come out."""

    sql: str
    given: tuple[tuple[str, _Process | None], ...]
    results: tuple[tuple[int, _Process], ...]  # of those places that do not come out as they are
    constants: Mapping[str, Any]  # of LIMIT, which stay parameters

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> list[Row]:
        parameters = self._parameters({**self.constants, **values} if self.constants else values)
        try:
            # Whoever counts statements or explains them listens here, as with any other. There may be no cursor.
            for listener in connection.engine.dispatch.before_cursor_execute:
                listener(connection, None, self.sql, parameters, None, False)
            found = _driven(connection, self.sql, parameters)
        except Exception as error:  # noqa: BLE001  told apart, wrapped and raised by SQLAlchemy
            _raise(connection, error, self.sql)
        return [self._row(row) for row in found] if self.results else found

    def _parameters(self, values: Mapping[str, Any]) -> list[Any]:
        return [values[name] if process is None else process(values[name]) for name, process in self.given]

    def _row(self, row: Row) -> Row:
        values = list(row)
        for place, process in self.results:
            if values[place] is not None:
                values[place] = process(values[place])
        return tuple(values)


def _compile(statement: Statement, dialect: Dialect) -> _Compiled:
    compiled = _with_constants(statement, dialect).compile(dialect=dialect)
    if compiled.insert_prefetch or compiled.update_prefetch:
        raise TypeError("a prepared statement makes no defaults: name every column that has one")
    sql, names = _sql_and_names(compiled, dialect)
    results = [_out_of(column.type, dialect) for column in statement.exported_columns]
    return _Compiled(
        sql=sql,
        given=tuple((name, _into(compiled.binds[name].type, dialect)) for name in names),
        results=tuple((place, process) for place, process in enumerate(results) if process is not None),
        constants={name: compiled.binds[name].value for name in names if not compiled.binds[name].required},
    )


def _with_constants(statement: Statement, dialect: Dialect) -> Statement:
    """The statement with what never changes written into it.

    SQLite plans a statement anew whenever a parameter is bound that a partial index might depend on: 0.1 ms.
    """

    def constant(element: ExternallyTraversible, **_given: Any) -> ExternallyTraversible | None:
        if isinstance(element, BindParameter) and not element.required:
            sql = str(element.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
            # For psycopg a percent sign is doubled here, and would be once more as a part of the statement.
            return literal_column(sql if _is_qmark(dialect) else sql.replace("%%", "%"), element.type)
        return None

    return cast("Statement", replacement_traverse(statement, {}, constant))


def _sql_and_names(compiled: SQLCompiler, dialect: Dialect) -> tuple[str, Sequence[str]]:
    """The SQL and the names of its parameters in their order.

    With PostgreSQL's own $1 for psycopg, which would otherwise take a long statement apart each time it runs.
    """
    if _is_qmark(dialect):
        return str(compiled), compiled.positiontup or ()
    numbers = _Numbers()
    return str(compiled) % numbers, list(numbers)


def _is_qmark(dialect: Dialect) -> bool:
    """Whether the driver takes `?`, as SQLite's does."""
    return dialect.paramstyle == "qmark"


class _Numbers(dict[str, str]):
    """Numbers the parameters of a statement in the order in which they are met."""

    def __missing__(self, name: str) -> str:
        self[name] = f"${len(self) + 1}"
        return self[name]


def _driven(connection: Connection, sql: str, parameters: list[Any]) -> list[Row]:
    """Run it past SQLAlchemy, on the connection of the driver."""
    proxy = connection.connection
    here: PreparedHere | None = proxy.info.get(_PREPARED_HERE)
    if here is not None:
        return here.rows(sql, parameters)
    driver: Any = proxy.dbapi_connection
    if isinstance(driver, psycopg.Connection):
        here = proxy.info[_PREPARED_HERE] = PreparedHere(driver)  # the pool empties it before it connects anew
        return here.rows(sql, parameters)
    with closing(driver.cursor()) as cursor:  # an open one would keep a broken connection alive
        return cast("list[Row]", cursor.execute(sql, parameters).fetchall())


def _into(kind: TypeEngine[Any], dialect: Dialect) -> _Process | None:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _out_of(kind: TypeEngine[Any], dialect: Dialect) -> _Process | None:
    return kind.dialect_impl(dialect).result_processor(dialect, None)


def _raise(connection: Connection, error: Exception, sql: str) -> NoReturn:
    """As SQLAlchemy raises it, so that retries, lost connections and read-only files are met as everywhere."""
    connection._handle_dbapi_exception(error, sql, None, None, None)  # noqa: SLF001  there is no public way
