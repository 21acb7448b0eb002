"""A search is ranges of one index on both engines, whatever was typed."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from booking.people.search.find import find_people
from database.base import db
from tests.availability.rows_to_read import offices

pytestmark = pytest.mark.each_engine

# An office and a beginning, as the plans of PostgreSQL and of SQLite say it.
IN_INDEX = re.compile(r"office_id = .* AND \(?key >= .* AND \(?key < |\(office_id=\? AND key>\? AND key<\?\)")
# PostgreSQL reads a dozen seekers as they lie; `benchmarks.size` looks at how it goes about half a million.
WHOLE_TABLE = re.compile(r"Seq Scan on search_keys|SCAN (seekers|search_keys)")


@contextmanager
def statements() -> Iterator[list[tuple[str, Any]]]:
    """What the driver is asked meanwhile."""
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    yield asked
    event.remove(db.engine, "before_cursor_execute", note)


@pytest.mark.parametrize("typed", ["高城", "ヤマザキ カクト", "高城 12月29日", "090-0000-0002"])
def test_no_search_reads_a_table_from_end_to_end(app: Flask, typed: str) -> None:
    omura, session = offices("omura"), db.session()
    with statements() as asked:
        find_people(session, typed, office_ids=omura)
    is_postgresql = db.engine.dialect.name == "postgresql"
    if is_postgresql:
        session.connection().exec_driver_sql("SET enable_seqscan = off")  # so few rows are read faster whole
    for statement, parameters in asked:
        explain = f"EXPLAIN {'' if is_postgresql else 'QUERY PLAN '}{statement}"
        plan = "\n".join(str(row) for row in session.connection().exec_driver_sql(explain, parameters))
        assert IN_INDEX.search(plan), plan
        assert not WHOLE_TABLE.search(plan), plan
