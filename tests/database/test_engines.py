"""Which databases the service runs on, and how they are set up."""

import pytest
from flask import Flask
from sqlalchemy import text

from database.base import db
from database.engines import BUSY_SECONDS, url_for_sqlalchemy
from database.errors import BadDatabaseUrl


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgres://u:p@host/name", "postgresql+psycopg://u:p@host/name"),
        ("postgresql://u:p@host/name", "postgresql+psycopg://u:p@host/name"),
        ("postgresql+psycopg://u:p@host/name", "postgresql+psycopg://u:p@host/name"),
        ("sqlite:////var/madoguchi.sqlite3", "sqlite:////var/madoguchi.sqlite3"),
    ],
)
def test_sqlite_files_and_postgresql_are_understood(given: str, used: str) -> None:
    assert url_for_sqlalchemy(given) == used


@pytest.mark.parametrize(
    "given",
    [
        "",
        "madoguchi.sqlite3",
        "sqlite://",
        "sqlite:///",
        "sqlite://:memory:",
        "mysql://u:s3cret@host/name",
        "postgresql+asyncpg://u:s3cret@host/name",
        "postgresql:/u:s3cret@host",
        "oracle://",
    ],
)
def test_any_other_database_is_refused_without_showing_a_password(given: str) -> None:
    with pytest.raises(BadDatabaseUrl) as refused:
        url_for_sqlalchemy(given)
    assert "s3cret" not in str(refused.value)


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", BUSY_SECONDS * 1000)],
)
def test_every_sqlite_connection_is_safe(sqlite_app: Flask, pragma: str, value: str | int) -> None:
    with sqlite_app.app_context():
        assert db.session.scalar(text(f"PRAGMA {pragma}")) == value
