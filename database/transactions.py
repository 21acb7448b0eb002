"""Run a change as one whole transaction, again as a whole when the database asks for it (rules.md#locks)."""

import random
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from database.base import db, reading_session
from database.engines import is_usable, to_write
from database.errors import DatabaseBusy
from database.locks import writers_of
from database.places import SOON_SECONDS, NoPlace, Places

T = TypeVar("T")

# A person waits this long at the most; then the answer is that it is busy, and that nothing was changed.
DEADLINE_SECONDS = 10.0
ATTEMPTS = 6
FIRST_PAUSE_SECONDS = 0.02

# PostgreSQL: serialization_failure, deadlock_detected, lock_not_available, invalid_sql_statement_name, which was
# prepared once and is again for the next try (PostgreSQL manual, appendix A).
_LOCK_NOT_AVAILABLE = "55P03"
_BUSY_STATES = {"40001", "40P01", _LOCK_NOT_AVAILABLE, "26000"}

# Half of the threads of a web process may wait long for PostgreSQL's locks; on SQLite `database.locks` sees to that.
_PATIENT = Places(4)
AT_ONCE_SECONDS = 0.25  # for the other threads, as soon as those are stuck


def transact(work: Callable[[Session], T], *, may_be_lost: bool = False) -> T:
    """Run `work` in a transaction of its own and commit it; answer what it answered.

    The request's read ends first, because a transaction that began with a read cannot start writing safely. `work`
    may run several times: it must change nothing but the session that it is given.

    What `may_be_lost` is committed without waiting for the disk: if the power fails within a second or so it is gone as
    a whole, and nothing else with it. If only this process dies it stays.

    Raises:
        DatabaseBusy: every try met a deadlock or a busy database, or ten seconds were over.
        NoPlace: as many as may wait for it do so already; one of its kinds.
        IntegrityError: every try broke the same constraint.
    """
    reading = reading_session()
    if reading is not None:
        reading.end_transaction()
    gives_up_at = time.monotonic() + DEADLINE_SECONDS
    for tries in range(1, ATTEMPTS + 1):
        try:
            with _writing(seconds=gives_up_at - time.monotonic(), may_be_lost=may_be_lost) as session:
                return work(session)
        except DBAPIError as error:
            is_last = tries == ATTEMPTS or time.monotonic() >= gives_up_at
            _raise_unless_worth_another_try(error, is_last=is_last)
        time.sleep(FIRST_PAUSE_SECONDS * 2**tries * random.uniform(0.5, 1.5))  # noqa: S311  jitter, not a secret
    raise DatabaseBusy


def _raise_unless_worth_another_try(error: DBAPIError, *, is_last: bool) -> None:
    # An IntegrityError is worth one: somebody took the same random name or number at the same moment.
    if is_last and _is_busy(error):
        raise DatabaseBusy from error
    if is_last or not (_is_busy(error) or isinstance(error, IntegrityError)):
        raise error


@contextmanager
def _writing(*, seconds: float, may_be_lost: bool) -> Iterator[Session]:
    options, engine = to_write(may_be_lost=may_be_lost), db.engine
    if engine.dialect.name == "sqlite":
        with writers_of(str(engine.url)).turn(seconds=max(seconds, 0)) as turn, _session(options) as session:
            turn.let_in()
            yield session
    else:
        with _PATIENT.if_free() as is_patient:
            if is_patient:
                with _session(options) as session:
                    yield session
            else:
                with _hurrying(may_be_lost=may_be_lost) as session:
                    yield session


@contextmanager
def _hurrying(*, may_be_lost: bool) -> Iterator[Session]:
    """The same for a thread too many: it gets on only if no lock holds it up."""
    lock_wait = AT_ONCE_SECONDS if _PATIENT.are_stuck else SOON_SECONDS
    try:
        with _session(to_write(lock_wait=lock_wait, may_be_lost=may_be_lost)) as session:
            yield session
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) == _LOCK_NOT_AVAILABLE:
            raise NoPlace from error
        raise


@contextmanager
def _session(options: Mapping[str, bytes]) -> Iterator[Session]:
    # Begun on the connection: a session that begins, binds and commits by itself costs a tenth of a booking's Python.
    with (
        _connection() as connection,
        connection.execution_options(**options).begin(),
        Session(connection, expire_on_commit=False, join_transaction_mode="rollback_only") as session,
    ):
        yield session
        session.flush()


def _connection() -> Connection:
    """The one on which the request has read until now, which spares a walk to the pool and back; or another one."""
    reading = reading_session()
    if reading is None or not reading.has_connection:
        return db.engine.connect()
    reading.end_transaction()  # of what the last try read past its own session
    if is_usable(reading.connected()):
        return reading.hand_over()
    reading.rollback()
    return db.engine.connect()


def _is_busy(error: DBAPIError) -> bool:
    cause = error.orig
    if getattr(cause, "sqlstate", None) in _BUSY_STATES:
        return True
    return getattr(cause, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))
