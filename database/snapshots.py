"""What a statement sees of the other transactions, as a column of the statement itself."""

from sqlalchemy import ColumnElement, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler


class Snapshot(ColumnElement[str]):
    """PostgreSQL's snapshot of the statement that selects it (manual, §9.27.8); NULL on SQLite, which has none.

    In every row the same: a subquery, so that it is asked for once.
    """

    inherit_cache = True

    def __init__(self) -> None:
        self.type = String()


@compiles(Snapshot, "postgresql")
def _of_the_statement(_element: Snapshot, _compiler: SQLCompiler, **_given: object) -> str:
    return "(SELECT pg_current_snapshot()::text)"


@compiles(Snapshot, "sqlite")
def _none(_element: Snapshot, _compiler: SQLCompiler, **_given: object) -> str:
    return "NULL"
