"""`make migration`: what the models have and the tables lack becomes the next migration, for both engines."""

import runpy
import shutil
from pathlib import Path

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table, create_engine, inspect
from sqlalchemy.pool import NullPool

import booking.tables
from database.base import Base
from database.migrate import upgrade, write_migration
from database.schema import MIGRATIONS
from tests.new_migration import main

NEWEST = max(path.name[:4] for path in (MIGRATIONS / "versions").glob("*.py"))
NEXT = f"{int(NEWEST) + 1:04}"


@pytest.fixture
def migrations(tmp_path: Path) -> Path:
    """A copy of all migrations, to which one may be added."""
    return Path(shutil.copytree(MIGRATIONS, tmp_path / "migrations"))


def with_notes() -> MetaData:
    """The tables of the models, with one more and one more column."""
    wanted = MetaData(naming_convention=Base.metadata.naming_convention)
    for table in booking.tables.Booking.metadata.sorted_tables:
        table.to_metadata(wanted)
    wanted.tables["staff"].append_column(Column("room", String(20)))
    Table("notes", wanted, Column("id", Integer, primary_key=True), Column("staff_id", ForeignKey("staff.id")))
    return wanted


def test_what_the_tables_lack_is_made_by_the_next_migration(
    migrations: Path, tmp_path: Path, database_url: str
) -> None:
    upgrade(f"sqlite:///{tmp_path}/newest.sqlite3")
    written = write_migration(f"sqlite:///{tmp_path}/newest.sqlite3", "notes of staff", with_notes(), folder=migrations)
    engine = create_engine(database_url, poolclass=NullPool)
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        runpy.run_path(str(written))["upgrade"]()
        assert inspect(connection).get_foreign_keys("notes")[0]["referred_table"] == "staff"
        assert "room" in {column["name"] for column in inspect(connection).get_columns("staff")}
    engine.dispose()


def test_it_has_the_next_number_and_follows_the_newest(migrations: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["notes of staff"], migrations) == 0
    path = Path(capsys.readouterr().out.splitlines()[0])
    assert path.name == f"{NEXT}_notes_of_staff.py"
    written = runpy.run_path(str(path))
    assert (written["revision"], written["down_revision"]) == (NEXT, NEWEST)
    assert written["__doc__"] == "notes of staff"


@pytest.mark.parametrize("words", [[], [""], ["…"]])
def test_without_a_subject_nothing_is_written(
    migrations: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words, migrations) == 2
    assert "SUBJECT=" in capsys.readouterr().err
