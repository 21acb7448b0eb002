"""Whether a database is up to date, found out without Alembic: a web process asks this and never migrates."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

MIGRATIONS = Path(__file__).resolve().parent / "migrations"

# The files begin with the number of their revision, and each follows the one before.
NEWEST = max(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
_ALEMBIC_TABLE = "alembic_version"


def is_current(connection: Connection) -> bool:
    """Whether the database has every migration of this version, and none of a later one."""
    if not inspect(connection).has_table(_ALEMBIC_TABLE):
        return False
    return list(connection.scalars(text("SELECT version_num FROM alembic_version"))) == [NEWEST]
