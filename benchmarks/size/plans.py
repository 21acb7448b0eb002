"""Looks at how PostgreSQL carries out what the measured paths and the scheduler's looks ask it (EXPLAIN).

Told are the statements that read a big table from end to end, throw away many rows for what they answer, or take long.
What is only read is carried out once more (EXPLAIN ANALYZE), for some seconds at the most; of what writes, the plan is
looked at. A job that goes through two years of history is left after some seconds: what it asked until then is judged.
"""

import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import psycopg
from flask import Flask
from sqlalchemy import Connection, event, text
from sqlalchemy.exc import DBAPIError

from benchmarks.size.country import Country
from benchmarks.size.searches import Look, searches_of
from benchmarks.size.visits import Visits
from benchmarks.town import NOW
from booking import jobs
from booking.operations.alarms import alarms
from booking.operations.purge import purge
from database.base import db

_BIG = 20_000  # rows of a table that nobody may read from end to end while somebody waits
_MANY = 2_000  # rows thrown away by one look
_LONG_MS = 250
_MOST_MS = 5_000  # that a statement may take
_SECONDS = 10  # of a path or job
_READS = re.compile(r"\s*(SELECT|WITH)\b", re.IGNORECASE)
_LOCKS_OR_WRITES = re.compile(r"\b(FOR (NO KEY )?UPDATE|FOR (KEY )?SHARE|INSERT INTO|DELETE FROM|UPDATE \w+ SET)\b")


class _EnoughError(BaseException):
    """A path has been looked at for long enough; no handler of the service may take it for a failure of its own."""


@dataclass(frozen=True)
class Found:
    """A statement of a path that reads more than it should, and what it cost."""

    path: str
    statement: str
    why: str
    milliseconds: str


def wasteful(country: Country, visits: Visits, *, tell: Callable[[str], None]) -> Iterator[Found]:
    """Judge the statements of each path in their order, each once; run last: the jobs change what lies there."""
    app = country.app()
    with app.app_context():
        big = _big_tables()
        paths = {f"desk: {path}": _search(look) for path, look in searches_of(country).items()}
        for path, work in (paths | dict(_paths(app, visits))).items():
            tell(f"  {path}")
            for statement, parameters in statements_of(work):
                yield from _judged(path, statement, parameters, big)
        db.engine.dispose()


def _paths(app: Flask, visits: Visits) -> Mapping[str, Callable[[], object]]:
    return {
        **{name: lambda one=requests[-1]: _send(app, one) for name, requests in visits.items()},  # type: ignore[misc]  # bound at once
        "alarms": lambda: alarms(db.session(), now=NOW, real_now=datetime.now(UTC), served_since=datetime.now(UTC)),
        "job: issue meetings": jobs.issue_meetings,
        "job: remove meetings": jobs.remove_meetings,
        "job: process webhooks": jobs.process_webhooks,
        "job: reconcile meetings": jobs.reconcile_meetings,
        "job: fetch participants": jobs.fetch_participants,
        "job: deliver mail": jobs.deliver_mail,
        "job: remind the day before": jobs.remind_the_day_before,
        "job: remind an hour before": jobs.remind_an_hour_before,
        "job: notify who waits": jobs.notify_waiting,
        "job: seal the audit log": jobs.seal_audit,
        "job: note the head": jobs.note_audit_head,
        "job: purge": lambda: purge(now=NOW, real_now=datetime.now(UTC)),
    }


def _search(look: Look) -> Callable[[], object]:
    return lambda: look(db.session())


def _send(app: Flask, request: str) -> None:
    head, body = request.split("\r\n\r\n", 1)
    first, *lines = head.split("\r\n")
    method, path, _ = first.split(" ")
    headers = dict(line.split(": ", 1) for line in lines)
    with app.app_context():  # of its own: what a request remembers in `g` is nothing to the next one
        answer = app.test_client(use_cookies=False).open(path, method=method, headers=headers, data=body)
    if answer.status_code >= 400:
        raise RuntimeError(f"{method} {path} was answered with {answer.status_code}")


def statements_of(work: Callable[[], object]) -> list[tuple[str, Any]]:
    """What `work` asks the database, each statement once, with the first values it was asked with."""
    statements: dict[str, Any] = {}
    until = time.monotonic() + _SECONDS

    def note(*event_args: Any) -> None:
        if time.monotonic() > until:
            raise _EnoughError
        if not event_args[5]:  # not for many rows at once
            statements.setdefault(event_args[2], event_args[3])

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        with suppress(_EnoughError):
            work()
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
        db.session.remove()
    return list(statements.items())


def _judged(path: str, statement: str, parameters: Any, big: Mapping[str, int]) -> Iterator[Found]:
    only_reads = _READS.match(statement) and not _LOCKS_OR_WRITES.search(statement)
    how = "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON)" if only_reads else "EXPLAIN (FORMAT JSON)"
    with db.engine.connect() as connection, connection.begin() as transaction:
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = {_MOST_MS}")
        try:
            plan = plan_of(connection, f"{how} {statement}", parameters)
        except (DBAPIError, psycopg.Error) as error:  # mostly no statement that has a plan
            if "statement timeout" in str(error):
                yield Found(path, " ".join(statement.split()), "takes long", f"more than {_MOST_MS} ms")
            return
        finally:
            transaction.rollback()
    whys = set(_whys(plan[0]["Plan"], big))
    taken = plan[0].get("Execution Time")
    if taken and taken > _LONG_MS:
        whys.add("takes long")
    if whys:
        milliseconds = f"{taken:.0f} ms" if taken else "planned only"
        yield Found(path, " ".join(statement.split()), "; ".join(sorted(whys)), milliseconds)


def plan_of(connection: Connection, explained: str, parameters: Any) -> Any:
    """As the driver was asked: what the fast lane handed to it has $1 for its parameters and a list of them."""
    if not isinstance(parameters, list):
        return connection.exec_driver_sql(explained, parameters).scalar_one()
    driver: Any = connection.connection.dbapi_connection
    ((plan,),) = psycopg.RawCursor(driver).execute(explained, parameters).fetchall()
    return plan


def _whys(node: Mapping[str, Any], big: Mapping[str, int]) -> Iterator[str]:
    table = node.get("Relation Name", "")
    if node["Node Type"] == "Seq Scan" and table in big:
        yield f"reads all of {table}"
    thrown = node.get("Rows Removed by Filter", 0) * node.get("Actual Loops", 1)
    if thrown > _MANY:
        yield f"throws {thrown:,} rows of {table} away ({node['Node Type']} {node.get('Index Name', '')})"
    for inner in node.get("Plans", ()):
        yield from _whys(inner, big)


def _big_tables() -> dict[str, int]:
    tables = text("SELECT relname, reltuples FROM pg_class WHERE relkind = 'r' AND reltuples > :big")
    with db.engine.connect() as connection:
        return {row.relname: int(row.reltuples) for row in connection.execute(tables, {"big": _BIG})}
