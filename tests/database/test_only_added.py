"""The database itself refuses to change or delete audit lines and seals, on both engines."""

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from booking.audit.seal import seal_new_lines
from database.base import db
from database.engines import writing

CHANGES = (
    "UPDATE audit_lines SET act = 'nothing'",
    "UPDATE audit_seals SET mac = ''",
    "DELETE FROM audit_lines",
    "DELETE FROM audit_seals",
)
MORE_CHANGES = {
    "sqlite": (
        "INSERT OR REPLACE INTO audit_lines SELECT * FROM audit_lines",
        "INSERT OR REPLACE INTO audit_seals SELECT * FROM audit_seals",
    ),
    "postgresql": ("TRUNCATE audit_lines CASCADE", "TRUNCATE audit_seals"),
}


def test_nothing_that_was_written_down_can_be_changed(app: Flask) -> None:
    seal_new_lines(key="an audit key that is long enough for tests")
    for change in (*CHANGES, *MORE_CHANGES[db.engine.dialect.name]):
        with pytest.raises(IntegrityError, match="rows are only ever added"), writing(db.engine).begin() as connection:
            connection.execute(text(change))
