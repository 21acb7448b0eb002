"""What a statement sees of the other transactions, as a column of the statement itself."""

from sqlalchemy import ColumnElement, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

# With the moment since which the server runs: another one, to which a proxy has turned, may count the same numbers. On
# a standby none: there a snapshot names the first open transaction and not the others, so that it stays the same when
# one of those commits.
SNAPSHOT_SQL = """CASE WHEN pg_is_in_recovery() THEN NULL
 ELSE pg_current_snapshot()::text || '@' || extract(epoch FROM pg_postmaster_start_time()) END"""


class Snapshot(ColumnElement[str]):
    """PostgreSQL's snapshot of the statement that selects it (manual, §9.27.8), and the server that gave it.

    NULL on SQLite, which has none, and on a standby. In every row the same: a subquery, so that it is asked for once.
    """

    inherit_cache = True

    def __init__(self) -> None:
        self.type = String()


@compiles(Snapshot, "postgresql")
def _of_the_statement(_element: Snapshot, _compiler: SQLCompiler, **_given: object) -> str:
    return f"(SELECT {SNAPSHOT_SQL})"


@compiles(Snapshot, "sqlite")
def _none(_element: Snapshot, _compiler: SQLCompiler, **_given: object) -> str:
    return "NULL"
