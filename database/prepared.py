"""Statements that are compiled once and then go straight to the driver: for what every booking asks and writes.

SQLAlchemy takes 30 to 80 µs around a statement for which the driver takes 5 to 30. What it does for the statement's
sake stays its work: the SQL, the column types, its errors, the transaction. No IN lists and no defaults made in Python.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from sqlalchemy import Connection, Dialect, Select, Update
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.sql.dml import ReturningInsert
from sqlalchemy.types import TypeEngine

Row = tuple[Any, ...]
_Process = Callable[[Any], Any] | None


class Prepared:
    """A statement with its `bindparam`s. All engines of one kind share what was compiled: they are set up alike."""

    def __init__(self, statement: Select[Any] | Update | ReturningInsert[Any]) -> None:
        self._statement = statement
        self._compiled: dict[str, _Compiled] = {}

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> list[Row]:
        """Run it within the connection's transaction; answer what it selects or returns. Errors are SQLAlchemy's."""
        dialect = connection.dialect
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            compiled = self._compiled[dialect.name] = _compile(self._statement, dialect)
        return compiled.rows(connection, values)

    def run(self, connection: Connection, values: Mapping[str, Any]) -> None:
        """Run it for what it does."""
        self.rows(connection, values)


@dataclass(frozen=True)
class _Compiled:
    """The SQL of one engine, and how values go in and come out."""

    sql: str
    positional: bool
    given: tuple[tuple[str, _Process], ...]
    fixed: Mapping[str, Any]
    results: tuple[_Process, ...]

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> list[Row]:
        parameters = self._parameters({**self.fixed, **values} if self.fixed else values)
        cursor = None
        try:
            cursor = connection.connection.cursor()
            # Whoever counts statements or explains them listens here, as with any other.
            for told in connection.dispatch.before_cursor_execute:
                told(connection, cursor, self.sql, parameters, None, False)
            cursor.execute(self.sql, parameters)
            found = cursor.fetchall() if cursor.description else []
        except Exception as error:  # noqa: BLE001  told apart, wrapped and raised by SQLAlchemy
            _raise(connection, error, self.sql, cursor)
        cursor.close()
        return [self._row(row) for row in found] if any(self.results) else list(found)

    def _parameters(self, values: Mapping[str, Any]) -> Any:
        if self.positional:
            return [values[name] if process is None else process(values[name]) for name, process in self.given]
        return {name: values[name] if process is None else process(values[name]) for name, process in self.given}

    def _row(self, row: Row) -> Row:
        return tuple(
            value if process is None else process(value) for process, value in zip(self.results, row, strict=True)
        )


def _compile(statement: Select[Any] | Update | ReturningInsert[Any], dialect: Dialect) -> _Compiled:
    compiled = statement.compile(dialect=dialect)
    if compiled.insert_prefetch or compiled.update_prefetch:
        raise TypeError("a prepared statement makes no defaults: name every column that has one")
    fixed = {name: bind for name, bind in compiled.binds.items() if not bind.required}
    names = compiled.binds if compiled.positiontup is None else compiled.positiontup
    return _Compiled(
        sql=str(compiled),
        positional=compiled.positiontup is not None,
        given=tuple((name, None if name in fixed else _into(compiled.binds[name].type, dialect)) for name in names),
        fixed={name: _fixed(bind.effective_value, _into(bind.type, dialect)) for name, bind in fixed.items()},
        results=tuple(_out_of(column.type, dialect) for column in statement.exported_columns),
    )


def _fixed(value: Any, process: _Process) -> Any:
    return value if process is None else process(value)


def _into(kind: TypeEngine[Any], dialect: Dialect) -> _Process:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _out_of(kind: TypeEngine[Any], dialect: Dialect) -> _Process:
    return kind.dialect_impl(dialect).result_processor(dialect, None)


def _raise(connection: Connection, error: Exception, sql: str, cursor: DBAPICursor | None) -> NoReturn:
    """As SQLAlchemy raises it, so that retries, lost connections and read-only files are met as everywhere."""
    if cursor is not None:
        cursor.close()  # an open one would keep a broken connection to SQLite alive
    connection._handle_dbapi_exception(error, sql, None, cursor, None)  # noqa: SLF001  there is no public way
