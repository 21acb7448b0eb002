"""The declarative base of every table and the one Flask-SQLAlchemy object."""

from datetime import datetime
from typing import cast

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import MetaData, Table
from sqlalchemy.orm import DeclarativeBase

from database.reading_session import ReadingSession
from database.types import UtcDateTime

# Named constraints, so that a migration can name what it changes on both engines.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base of all tables: aware datetimes become UTC columns by themselves."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {datetime: UtcDateTime()}  # noqa: RUF012  SQLAlchemy's own way to say it


def table_of(model: type[Base]) -> Table:
    """The table of a model, for statements that want rows and no objects: they cost a third."""
    return cast("Table", model.__table__)


db = SQLAlchemy(metadata=Base.metadata, session_options={"class_": ReadingSession, "expire_on_commit": False})


def reading_session() -> ReadingSession | None:
    """The session on which the present request or job has read, if it has."""
    return cast("ReadingSession", db.session()) if db.session.registry.has() else None
