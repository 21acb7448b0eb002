"""An office that has worked with any earlier version is upgraded with all its rows, and has what a new one has."""

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, Table, create_engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.pool import NullPool

import booking.tables
import notifier.tables  # noqa: F401  its tables are part of the metadata
from database.base import Base
from database.checks import (
    replace_check,
    with_autoincrement,
    with_check,
    without_autoincrement,
    without_check,
    without_unique,
)
from database.errors import BrokenReferences
from database.migrate import _writing, upgrade
from database.schema import MIGRATIONS
from tests.conftest import ENGINES
from tests.database.filling import Filling, fill
from tests.database.shapes import Shape, definitions, shape
from tests.databases import PostgresServer, SqliteTemplate, sqlite_url

REVISIONS = [revision.revision for revision in ScriptDirectory(str(MIGRATIONS)).walk_revisions()][::-1]

# The migrations that mean to change rows, and of which tables. Columns that come or go change none.
REWRITTEN = {"0020": {"deliveries", "failed_deliveries"}}

# Tables and columns that have another name since, whose rows are followed.
RENAMED = {
    "attendance_reports": "participant_fetches",
    "meeting_moments": "meeting_events",
    "waits": "waiting_list_entries",
    "webhook_doors": "refused_webhooks",
    "webhook_notices": "webhooks",
    "asked": "answers",
    "asked_at": "requested_at",
    "look_at": "reconcile_at",
    "seen_to_at": "resolved_at",
    "seen_to_by": "resolved_by",
    "start_asked_at": "start_requested_at",
    "told_on": "notified_on",
    "worked_at": "processed_at",
}

# Tables to which the database itself adds rows when others grow.
WRITTEN_BY_TRIGGERS = {"search_keys"}

Rows = dict[str, list[dict[str, object]]]


def upgrade_with_rows(url: str) -> None:
    """Go through every version: each loses no earlier row, and adds rows to the tables that it made or changed."""
    before: Rows = {}
    made: dict[str, str] = {}
    tables: dict[str, Table] = {}
    for revision in REVISIONS:
        upgrade(url, to=revision)
        with _writing(url) as connection:
            earlier, made = made, definitions(connection)
            new = [name for name in made if made[name] != earlier.get(name)]
            tables = {name: tables[name] for name in made if name not in new} | reflected(connection, new)
            after = rows(connection, tables.values())
            assert changed(renamed(before, after), after) <= REWRITTEN.get(revision, set()), revision
            grown = Filling(connection, tables.values()).fill(new)
            grown |= WRITTEN_BY_TRIGGERS & tables.keys()
            before = after | rows(connection, [tables[name] for name in grown])


@pytest.fixture(scope="session")
def old_sqlite(tmp_path_factory: pytest.TempPathFactory) -> SqliteTemplate:
    template = SqliteTemplate(tmp_path_factory.mktemp("old") / "old.sqlite")
    upgrade_with_rows(sqlite_url(template.path))
    return template


@pytest.fixture(scope="session")
def old_postgresql(postgres: PostgresServer) -> Iterator[str]:
    with postgres.database() as name:
        upgrade_with_rows(postgres.url(name))
        yield name


@pytest.fixture(params=ENGINES)
def old_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database that has seen every version, with rows of each of them in every table."""
    if request.param == "sqlite":
        template: SqliteTemplate = request.getfixturevalue("old_sqlite")
        yield template.copy_to(tmp_path / "old.sqlite")
    else:
        postgres: PostgresServer = request.getfixturevalue("postgres")
        with postgres.database(template=request.getfixturevalue("old_postgresql")) as name:
            yield postgres.url(name)


def tables_of(connection: Connection) -> list[Table]:
    """The tables as they are now."""
    return list(reflected(connection, definitions(connection)).values())


def reflected(connection: Connection, names: Iterable[str]) -> dict[str, Table]:
    """These tables; to which others they point is known by name only."""
    metadata = MetaData()
    if wanted := list(names):
        metadata.reflect(connection, only=wanted, resolve_fks=False)
    return dict(metadata.tables)


def rows(connection: Connection, tables: Iterable[Table]) -> Rows:
    """All rows of the tables."""
    found = {}
    for table in tables:
        keys = ", ".join(column.name for column in table.primary_key.columns)
        in_order = connection.exec_driver_sql(f'SELECT * FROM "{table.name}" ORDER BY {keys}')  # noqa: S608  our own
        found[table.name] = [dict(row) for row in in_order.mappings()]
    return found


def renamed(before: Rows, after: Rows) -> Rows:
    """The rows of before under the names that their tables and columns have after."""

    def name(old: str, known: Collection[str]) -> str:
        return old if old in known else RENAMED.get(old, old)

    tables = {table: name(table, after) for table in before}
    columns = {table: after[tables[table]][0].keys() for table in before if after.get(tables[table])}
    return {
        tables[table]: [{name(column, columns.get(table, ())): row[column] for column in row} for row in lines]
        for table, lines in before.items()
    }


def changed(before: Rows, after: Rows) -> set[str]:
    """The tables with a row that was lost, or that now says something else in a column which is still there."""

    def kept(table: str) -> bool:
        still = {column for row in after[table][:1] for column in row}
        return [{name: row[name] for name in row.keys() & still} for row in before[table]] == [
            {name: row[name] for name in row.keys() & before[table][0].keys()} for row in after[table]
        ]

    return {table for table in before.keys() & after.keys() if not kept(table)}


def shape_of(url: str) -> Shape:
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        return shape(connection)


def test_a_filled_database_of_every_version_becomes_what_a_new_one_is(
    old_url: str, request: pytest.FixtureRequest
) -> None:
    new_url = request.getfixturevalue("sqlite_url" if old_url.startswith("sqlite") else "postgresql_url")
    assert shape_of(old_url) == shape_of(new_url)


def test_a_check_is_replaced_while_rows_point_to_its_table(old_url: str) -> None:
    before = shape_of(old_url)
    with _writing(old_url) as connection:
        tables = tables_of(connection)
        kept = rows(connection, tables)
        for table in before:
            replace_check(connection, table, "any_rule", "1 = 1")
        assert changed(kept, rows(connection, tables)) == set()
    after = shape_of(old_url)
    for table, lines in before.items():
        assert len(after[table] - lines) == 1, table
        assert lines - after[table] == set()


def test_a_check_that_a_row_breaks_is_refused(old_url: str) -> None:
    with pytest.raises(IntegrityError), _writing(old_url) as connection:
        replace_check(connection, "bookings", "status", "status = 'booked'")


def test_the_models_ask_for_every_check_that_a_new_database_has(
    empty_database_url: str, request: pytest.FixtureRequest
) -> None:
    engine = create_engine(empty_database_url, poolclass=NullPool)
    with engine.begin() as connection:
        Base.metadata.create_all(connection)
    new_url = request.getfixturevalue("sqlite_url" if empty_database_url.startswith("sqlite") else "postgresql_url")
    assert rules(shape_of(new_url)) == rules(shape_of(empty_database_url))
    assert booking.tables.Booking.metadata is Base.metadata


def rules(found: Shape) -> dict[str, set[str]]:
    """What rows must meet, whatever the rule is called: migrations named some otherwise than the models do."""
    of_sqlite, of_postgresql = r"(?:check|unique) \w+", r"\w+ (?:check|unique)"
    rule = re.compile(rf"(?:{of_sqlite}|{of_postgresql}|(?:\w+ )?create unique index|ids) (.*)", re.IGNORECASE)
    return {table: {match[1] for line in lines if (match := rule.fullmatch(line))} for table, lines in found.items()}


def test_only_the_unique_of_that_name_is_left_out() -> None:
    made = 'CREATE TABLE a (b TEXT, CONSTRAINT c UNIQUE (b, d), \n\tCONSTRAINT "e" UNIQUE (b))'
    assert without_unique(made, "e") == "CREATE TABLE a (b TEXT, CONSTRAINT c UNIQUE (b, d))"
    assert without_unique(made, "c") == 'CREATE TABLE a (b TEXT, \n\tCONSTRAINT "e" UNIQUE (b))'
    with pytest.raises(ValueError, match="no UNIQUE d"):
        without_unique(made, "d")


def test_only_the_check_of_that_name_is_left_out() -> None:
    made = "CREATE TABLE a (b TEXT, CONSTRAINT c CHECK (b in (1, 2)), \n\tCONSTRAINT \"e\" CHECK (b = ')'))"
    assert without_check(made, "c") == "CREATE TABLE a (b TEXT, \n\tCONSTRAINT \"e\" CHECK (b = ')'))"
    assert without_check(made, "e") == "CREATE TABLE a (b TEXT, CONSTRAINT c CHECK (b in (1, 2)))"
    with pytest.raises(ValueError, match="no CHECK d"):
        without_check(made, "d")


def test_autoincrement_comes_and_goes_and_nothing_else() -> None:
    counting = "CREATE TABLE a (\n\tid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, \n\tb TEXT UNIQUE)"
    plain = counting.replace(" AUTOINCREMENT", "")
    assert (without_autoincrement(counting), with_autoincrement(plain)) == (plain, counting)
    with pytest.raises(ValueError, match="no AUTOINCREMENT"):
        without_autoincrement(plain)
    with pytest.raises(ValueError, match="no column that is the key"):
        with_autoincrement(counting)


def test_rows_that_point_nowhere_stop_the_upgrade(empty_sqlite_url: str) -> None:
    upgrade(empty_sqlite_url, to="0001")
    with _writing(empty_sqlite_url) as connection:
        fill(connection, tables_of(connection))
        connection.exec_driver_sql("DELETE FROM offices WHERE id = 1")
    with pytest.raises(BrokenReferences, match="closing_days, desks"):
        upgrade(empty_sqlite_url)


@pytest.mark.parametrize(
    ("made", "now"),
    [
        ("CREATE TABLE a (b TEXT)", "CREATE TABLE a (b TEXT, \n\tCONSTRAINT c CHECK (b > 1)\n)"),
        ("CREATE TABLE a (CONSTRAINT c CHECK (b in (1)))", "CREATE TABLE a (CONSTRAINT c CHECK (b > 1))"),
        ("CREATE TABLE a (CONSTRAINT \"c\" CHECK (b = ')'), d)", "CREATE TABLE a (CONSTRAINT c CHECK (b > 1), d)"),
    ],
    ids=["none yet", "brackets", "a bracket in a text"],
)
def test_only_the_check_of_that_name_is_written_anew(made: str, now: str) -> None:
    assert with_check(made, "c", "b > 1") == now
