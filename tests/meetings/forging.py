"""Somebody who may do everything in the database but has no key: what seals are there to show."""

import sqlite3
from collections.abc import Sequence

import psycopg
from sqlalchemy import Engine

from database.base import db


def forge(*statements: str, **ids: int) -> None:
    """Run SQL in the current app's database past every trigger and foreign key; `{name}` stands for an id."""
    db.session.rollback()
    filled_in = [statement.format(**ids) for statement in statements]
    if db.engine.dialect.name == "sqlite":
        _forge_on_sqlite(db.engine, filled_in)
    else:
        _forge_on_postgresql(db.engine, filled_in)


def _forge_on_sqlite(engine: Engine, statements: Sequence[str]) -> None:
    connection = sqlite3.connect(str(engine.url.database), isolation_level=None)
    triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in triggers:
        connection.execute(f'DROP TRIGGER "{name}"')
    for statement in statements:
        connection.execute(statement)
    connection.close()


def _forge_on_postgresql(engine: Engine, statements: Sequence[str]) -> None:
    address = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")  # neither triggers nor foreign keys
        for statement in statements:
            connection.execute(statement.encode())
