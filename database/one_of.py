"""`column IN (…)` with one parameter, however long the list: for statements that are compiled once (decision 0083)."""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Dialect, Integer, String, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NULLTYPE, TypeDecorator, TypeEngine


class _Several(TypeDecorator[Collection[int] | Collection[str]]):
    """Whole numbers or texts as the database takes many at once: PostgreSQL as an array, SQLite as JSON."""

    impl = String
    cache_ok = True

    def __init__(self, kind: type[Integer | String]) -> None:
        super().__init__()
        self.kind = kind

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Say which it is."""
        kind: TypeEngine[Any] = ARRAY(self.kind) if _has_arrays(dialect) else String()
        return dialect.type_descriptor(kind)

    def process_bind_param(self, value: Collection[int] | Collection[str] | None, dialect: Dialect) -> Any:
        """Make it of any collection."""
        values = list(value or ())
        return values if _has_arrays(dialect) else json.dumps(values)


def _has_arrays(dialect: Dialect) -> bool:
    return dialect.name == "postgresql"


class _OneOf(FunctionElement[Any]):
    inherit_cache = True
    type = NULLTYPE  # a Boolean would be compared with 1 on SQLite, and find no index


@compiles(_OneOf, "postgresql")
def _any_of_array(element: _OneOf, compiler: SQLCompiler, **given: Any) -> str:
    column, numbers = (compiler.process(part, **given) for part in element.clauses)
    return f"{column} = ANY ({numbers})"


@compiles(_OneOf)
def _in_json(element: _OneOf, compiler: SQLCompiler, **given: Any) -> str:
    column, numbers = (compiler.process(part, **given) for part in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({numbers}))"  # noqa: S608  compiled parts


def one_of(
    column: ColumnElement[int] | ColumnElement[str] | InstrumentedAttribute[int], name: str
) -> ColumnElement[bool]:
    """That the column is one of the whole numbers or texts which are given under this name with each run."""
    kind = String if isinstance(column.type, String) else Integer
    return _OneOf(column, bindparam(name, type_=_Several(kind)))
