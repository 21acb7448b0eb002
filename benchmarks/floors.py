"""The floors: a Flask app that does next to nothing, under the same server and on the same database as the service.

A bare route, a route with one Core INSERT and commit, one with an ORM INSERT and commit, and pages. On SQLite the
writers queue on the service's own fair lock: the floor is the best that the engine gives, not the worst.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from flask import Flask, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import Engine, create_engine, insert
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from benchmarks.web.floor import add_pages
from database.engines import engine_options, prepare, url_for_sqlalchemy, writing
from database.locks import writers_of
from database.types import UtcDateTime

DATABASE = "BENCHMARK_DATABASE_URL"
_LONG = b"x" * 700_000  # as long as a feed of a thousand bookings


class _Base(DeclarativeBase):
    """Apart from the service's tables: no migration must ever see this one."""


class FloorRow(_Base):
    """A row of about the size of a small booking."""

    __tablename__ = "benchmark_floor"

    id: Mapped[int] = mapped_column(primary_key=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime())
    actor: Mapped[str]
    about: Mapped[str]


def floor_engine(url: str) -> Engine:
    """The service's way to the database at `url`, with the table of the floors."""
    url = url_for_sqlalchemy(url)
    engine = create_engine(url, **engine_options(url))
    prepare(engine)
    _Base.metadata.create_all(engine)
    return engine


def app() -> Flask:
    """The floors on the database that the environment names."""
    engine = floor_engine(os.environ[DATABASE])
    flask = Flask("floors")

    @flask.get("/bare")
    def bare() -> ResponseReturnValue:
        return jsonify(state="open", free=1)

    @flask.get("/long")
    def long() -> ResponseReturnValue:
        return _LONG

    @flask.post("/core")
    def core() -> ResponseReturnValue:
        with _writing(engine), writing(engine).begin() as connection:
            connection.execute(insert(FloorRow).values(made_at=datetime.now(UTC), actor="seeker:1", about="booking:1"))
        return jsonify(state="booked"), 201

    def insert_row() -> int:
        row = FloorRow(made_at=datetime.now(UTC), actor="seeker:1", about="booking:1")
        with _writing(engine), Session(writing(engine), expire_on_commit=False) as session:
            session.add(row)
            session.commit()
        return row.id

    @flask.post("/orm")
    def orm() -> ResponseReturnValue:
        return jsonify(id=insert_row(), state="booked"), 201

    add_pages(flask, insert_row=insert_row)
    return flask


@contextmanager
def _writing(engine: Engine) -> Iterator[None]:
    if engine.dialect.name == "sqlite":
        with writers_of(str(engine.url)).turn(seconds=30):
            yield
    else:
        yield
