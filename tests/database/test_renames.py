"""A database of a version before tables, columns and jobs got the names of their features keeps what it knows."""

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, insert, text
from sqlalchemy.pool import NullPool

from database.migrate import _config, _writing, upgrade
from database.renames import rename_index, rename_table
from database.schema import MIGRATIONS
from notifier.tables import JobRun, JobState, Message
from tests.database.filling import fill
from tests.database.shapes import Shape, shape
from tests.database.test_upgrades import Rows, changed, renamed, rows, tables_of
from tests.town import FRIDAY_MORNING

(BEFORE,) = (
    str(revision.down_revision)
    for revision in ScriptDirectory(str(MIGRATIONS)).walk_revisions()
    if revision.path.endswith("one_name_a_feature.py")
)


def everything(url: str) -> tuple[Shape, Rows]:
    """What the database is made of, and its rows."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        return shape(connection), rows(connection, tables_of(connection))


def back(url: str) -> None:
    with _writing(url) as connection:
        command.downgrade(_config(connection), BEFORE)


def texts(connection: Connection, query: str) -> list[str]:
    return list(connection.execute(text(query)).scalars())


def test_new_names_and_old_ones_again_lose_no_row(empty_database_url: str) -> None:
    upgrade(empty_database_url, to=BEFORE)
    with _writing(empty_database_url) as connection:
        fill(connection, tables_of(connection))
    before, kept = everything(empty_database_url)
    upgrade(empty_database_url)
    _, after = everything(empty_database_url)
    assert changed(renamed(kept, after), after) == set()
    assert {"waits", "meeting_moments"} & after.keys() == set()
    back(empty_database_url)
    for seeker in kept["seekers"]:
        seeker["names_folded"] = None  # made anew from the names by `init`
    assert everything(empty_database_url) == (before, kept)


def test_jobs_go_on_under_their_new_names(database_url: str) -> None:
    back(database_url)
    late = {"late_at": FRIDAY_MORNING, "error": ""}
    run = {"due_at": FRIDAY_MORNING, "done_at": FRIDAY_MORNING, "lease": "", "leased_until": FRIDAY_MORNING}
    with _writing(database_url) as connection:
        connection.execute(insert(JobRun).values(name="compare_meetings", **run))
        connection.execute(insert(JobState), [{"name": name, **late} for name in ("work_notices", "purge")])
    upgrade(database_url)
    with _writing(database_url) as connection:
        assert texts(connection, "select name from job_runs") == ["reconcile_account"]
        assert texts(connection, "select name from job_states order by name") == ["process_webhooks", "purge"]


@pytest.mark.parametrize(("before", "now"), [("wait:5", "waiting_list_entry:5"), ("booking:5", "booking:5")])
def test_a_message_is_about_the_same_as_before(database_url: str, before: str, now: str) -> None:
    message = {"recipient": "seeker:1", "kind": "place_free", "fact": "a fact", "references": {}}
    with _writing(database_url) as connection:
        connection.execute(insert(Message).values(about=now, made_at=FRIDAY_MORNING, **message))
    back(database_url)
    with _writing(database_url) as connection:
        assert texts(connection, "select about from messages") == [before]
    upgrade(database_url)
    with _writing(database_url) as connection:
        assert texts(connection, "select about from messages") == [now]


def test_only_what_is_named_after_the_table_is_renamed_with_it(empty_database_url: str) -> None:
    made = (
        "CREATE TABLE rows_ (a INTEGER CONSTRAINT pk_rows_ PRIMARY KEY, b INTEGER, "
        "CONSTRAINT uq_rows__b UNIQUE (b), CONSTRAINT positive CHECK (b > 0), CONSTRAINT other CHECK (b <> 3))"
    )
    with _writing(empty_database_url) as connection:
        for statement in (made, "CREATE INDEX ix_rows__b ON rows_ (b)", "CREATE INDEX by_b ON rows_ (b)"):
            connection.exec_driver_sql(
                statement.replace("%", "%%") if connection.dialect.name != "sqlite" else statement
            )
        rename_table(connection, "rows_", "lines", constraints={"other": "ck_lines_other"})
        rename_index(connection, "by_b", "of_b")
        found = " ".join(shape(connection)["lines"])
    assert {"uq_lines_b", "positive", "ck_lines_other", "ix_lines_b", "of_b"} <= set(found.replace("(", " ").split())
    assert "rows_" not in found
