"""Takes the database of a running app away, or the right to write to it, and gives it back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from flask import Flask
from psycopg import sql
from sqlalchemy import URL, make_url

from database.base import db

_ENDED_WITHIN_MS = 30_000


@contextmanager
def database_away(app: Flask) -> Iterator[None]:
    """Nobody reaches the database meanwhile, and connections that were open are dead."""
    url = make_url(app.config["SQLALCHEMY_DATABASE_URI"])
    away = _file_away(app, url) if url.get_backend_name() == "sqlite" else _server_away(url)
    with away:
        yield


@contextmanager
def only_to_be_read(app: Flask) -> Iterator[None]:
    """Nobody writes to the app's PostgreSQL database meanwhile."""
    url = make_url(app.config["SQLALCHEMY_DATABASE_URI"])
    with _server(url) as server:
        _let_read_only(server, url.database or "", read_only=True)
        try:
            yield
        finally:
            _let_read_only(server, url.database or "", read_only=False)


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
    with _server(url) as server:
        _allow_connections(server, name, allowed=False)
        _end_connections(server, name)
        try:
            yield
        finally:
            _allow_connections(server, name, allowed=True)


def _allow_connections(server: psycopg.Connection, name: str, *, allowed: bool) -> None:
    statement = sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}")
    server.execute(statement.format(sql.Identifier(name), sql.Literal(allowed)))


def _let_read_only(server: psycopg.Connection, name: str, *, read_only: bool) -> None:
    statement = sql.SQL("ALTER DATABASE {} SET default_transaction_read_only = {}")
    server.execute(statement.format(sql.Identifier(name), sql.Literal(read_only)))
    _end_connections(server, name)  # those that are open keep the setting with which they began


def _end_connections(server: psycopg.Connection, name: str) -> None:
    """End them and wait until they have: one that is about to end still takes a statement, and then breaks it off."""
    server.execute(
        "SELECT pg_terminate_backend(pid, %s) FROM pg_stat_activity WHERE datname = %s", [_ENDED_WITHIN_MS, name]
    )


def _server(url: URL) -> psycopg.Connection:
    return psycopg.connect(host=str(url.query["host"]), user=url.username, dbname="template1", autocommit=True)
