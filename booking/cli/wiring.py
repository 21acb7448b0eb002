"""Gives a command the app that it works with."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from booking.app import create_app
from booking.settings.config import config_from_environment
from database.base import db
from database.schema import is_current
from database.sqlite_files import file_at


class NotPrepared(Exception):
    """The database lacks migrations."""


class NotInProduction(Exception):
    """What was asked is only for trying out."""


@contextmanager
def prepared_app() -> Iterator[Flask]:
    """The app on an up-to-date database, its context pushed; no connection stays open behind it."""
    app = create_app(config_from_environment())
    with app.app_context():
        try:
            _refuse_old_tables()
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()


def _refuse_old_tables() -> None:
    if db.engine.dialect.name == "sqlite" and file_at(str(db.engine.url.database)) is None:
        raise NotPrepared("there is no database yet: run `madoguchi init`")
    with db.engine.connect() as connection:
        if not is_current(connection):
            raise NotPrepared("the database is not up to date: run `madoguchi init`")
