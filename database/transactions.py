"""Run a change as one whole transaction, again as a whole when the database asks for it (design §5)."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from database.base import db
from database.engines import WRITES
from database.errors import DatabaseBusy
from database.locks import writers_of

T = TypeVar("T")

ATTEMPTS = 6
FIRST_PAUSE_SECONDS = 0.02

# PostgreSQL: serialization_failure, deadlock_detected, lock_not_available (PostgreSQL manual, appendix A).
_BUSY_STATES = {"40001", "40P01", "55P03"}


def transact(work: Callable[[Session], T]) -> T:
    """Run `work` in a transaction of its own and commit it; answer what it answered.

    The request's read ends first, because a transaction that began with a read cannot start writing safely. `work`
    may run several times: it must change nothing but the session that it is given.

    Raises:
        DatabaseBusy: every try met a deadlock or a busy database.
        IntegrityError: every try broke the same constraint.
    """
    db.session.rollback()
    engine = db.engine
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with _writing(engine) as session:
                return work(session)
        except IntegrityError:
            # Somebody took the same random name or number at the same moment: the next try draws another.
            if attempt == ATTEMPTS:
                raise
        except DBAPIError as error:
            if not _is_busy(error):
                raise
        time.sleep(FIRST_PAUSE_SECONDS * 2**attempt * random.uniform(0.5, 1.5))  # noqa: S311  jitter, not a secret
    raise DatabaseBusy


@contextmanager
def _writing(engine: Engine) -> Iterator[Session]:
    if engine.dialect.name == "sqlite":
        with writers_of(str(engine.url)).turn(), _session(engine) as session:
            yield session
    else:
        with _session(engine) as session:
            yield session


@contextmanager
def _session(engine: Engine) -> Iterator[Session]:
    writing = engine.execution_options(**{WRITES: True})
    with Session(writing, expire_on_commit=False) as session, session.begin():
        yield session


def _is_busy(error: DBAPIError) -> bool:
    cause = error.orig
    if getattr(cause, "sqlstate", None) in _BUSY_STATES:
        return True
    return getattr(cause, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))
