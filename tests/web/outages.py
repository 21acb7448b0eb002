"""Takes the database of a running app away, and gives it back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from flask import Flask
from psycopg import sql
from sqlalchemy import URL, make_url

from database.base import db


@contextmanager
def database_away(app: Flask) -> Iterator[None]:
    """Nobody reaches the database meanwhile, and connections that were open are dead."""
    url = make_url(app.config["SQLALCHEMY_DATABASE_URI"])
    away = _file_away(app, url) if url.get_backend_name() == "sqlite" else _server_away(url)
    with away:
        yield


@contextmanager
def _file_away(app: Flask, url: URL) -> Iterator[None]:
    with app.app_context():
        db.engine.dispose()  # an open file is read on, wherever its name has gone
    path = Path(url.database or "")
    aside = path.rename(path.with_suffix(".aside"))
    path.mkdir()
    try:
        yield
    finally:
        path.rmdir()
        aside.rename(path)


@contextmanager
def _server_away(url: URL) -> Iterator[None]:
    name = url.database or ""
    with psycopg.connect(host=str(url.query["host"]), user=url.username, dbname="template1", autocommit=True) as server:
        _allow_connections(server, name, allowed=False)
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        try:
            yield
        finally:
            _allow_connections(server, name, allowed=True)


def _allow_connections(server: psycopg.Connection, name: str, *, allowed: bool) -> None:
    statement = sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}")
    server.execute(statement.format(sql.Identifier(name), sql.Literal(allowed)))
