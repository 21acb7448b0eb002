"""The migrations lead from nothing to exactly the tables of the models, on both engines."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Enum, create_engine, inspect, text
from sqlalchemy.pool import NullPool

import booking.tables
import notifier.tables  # noqa: F401  its tables are part of the metadata
from database.base import Base
from database.migrate import upgrade
from database.schema import MIGRATIONS, is_current


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """A connection of its own to the database."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def test_an_empty_database_is_brought_to_the_newest_tables(empty_database_url: str) -> None:
    with connected(empty_database_url) as connection:
        assert not is_current(connection)
    upgrade(empty_database_url)
    with connected(empty_database_url) as connection:
        assert is_current(connection)


def test_upgrading_again_changes_nothing(empty_database_url: str) -> None:
    for _ in range(2):
        upgrade(empty_database_url)
    with connected(empty_database_url) as connection:
        assert is_current(connection)


def test_every_file_of_tables_is_imported_with_the_package() -> None:
    package = Path(booking.tables.__file__)
    imported = set(re.findall(r"from booking\.tables\.(\w+) import", package.read_text(encoding="utf-8")))
    assert {path.stem for path in package.parent.glob("*.py")} - imported == {"__init__", "columns"}


def test_the_migrated_tables_are_those_of_the_models(database_url: str) -> None:
    assert booking.tables.Booking.metadata is Base.metadata
    with connected(database_url) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_database_takes_every_word_that_the_models_know(database_url: str) -> None:
    """Alembic compares no CHECK constraints, so a word that was added or renamed would only fail when it is written."""
    with connected(database_url) as connection:
        for table in Base.metadata.sorted_tables:
            for column in table.columns:
                if isinstance(column.type, Enum):
                    checks = [check["sqltext"] for check in inspect(connection).get_check_constraints(table.name)]
                    lists = [set(re.findall(r"'([^']+)'", check)) for check in checks if _lists(check, column.name)]
                    # One that was left beside a new one would go on refusing the new word.
                    assert lists == [set(column.type.enums)], f"{table.name}.{column.name}"


def _lists(check: str, column: str) -> bool:
    """Whether it says `column IN (…)`, as either engine writes it."""
    return re.match(rf"\W*{column}\W.*?(\bin\b|= any)", check, re.IGNORECASE) is not None


def test_the_newest_migration_is_the_last_by_number() -> None:
    numbers = sorted(path.name[:4] for path in (MIGRATIONS / "versions").glob("*.py"))
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == numbers[-1:]


def test_a_database_of_a_later_version_is_not_current(database_url: str) -> None:
    with connected(database_url) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        assert not is_current(connection)
