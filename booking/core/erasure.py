"""What is kept for a time only. The `retention` module of a chapter says so for its tables, and the job `purge` loops
over all of them.

In batches, each a transaction of its own, so that nobody waits long; running it again finds the rest.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, delete, func, inspect, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningDelete, ReturningUpdate

from database.base import Base, db
from database.transactions import transact

ROWS_AT_ONCE = 500


@dataclass(frozen=True)
class KeptFor:
    """For how many days something is kept where that may be chosen: `days` without a choice, and its bounds."""

    code: str
    days: int
    least: int
    most: int


@dataclass(frozen=True)
class Night:
    """When what is too old goes: the office's moment, the real one, and the days that were chosen, by code."""

    now: datetime
    real_now: datetime
    chosen: Mapping[str, int] = field(default_factory=dict)

    def kept(self, period: KeptFor) -> timedelta:
        """For how long something is kept."""
        return timedelta(days=self.chosen.get(period.code, period.days))


@dataclass(frozen=True)
class Retention:
    """What is kept for a time only, as the log calls it; `erase` takes what is too old and answers how many rows.

    Where the time may be chosen (`period`), `count` answers without taking anything.
    """

    name: str
    erase: Callable[[Night], int]
    period: KeptFor | None = None
    count: Callable[[Night], int] = lambda _night: 0


def kept_for(
    name: str,
    period: KeptFor,
    table: type[Base],
    too_old: Callable[[Night], ColumnElement[bool]],
    erased: Mapping[str, object] | None = None,
) -> Retention:
    """Rows that go, or of which those columns are `erased`, after a time that may be chosen."""

    def erase(night: Night) -> int:
        return erase_old(table, too_old(night), **erased) if erased else delete_old(table, too_old(night))

    def count(night: Night) -> int:
        return db.session.scalar(select(func.count()).select_from(table).where(too_old(night))) or 0

    return Retention(name, erase, period, count)


def delete_old(table: type[Base], too_old: ColumnElement[bool]) -> int:
    """Delete the rows that are too old; answer how many they were."""
    key = _key(table)
    old = delete(table).where(key.in_(_some(key, too_old)), too_old)
    return _all_of(old.returning(key))


def erase_old(table: type[Base], too_old: ColumnElement[bool], **erased: object) -> int:
    """Let those columns of the rows that are too old hold nothing; answer how many rows that were."""
    key = _key(table)
    old = update(table).where(key.in_(_some(key, too_old)), too_old)
    return _all_of(old.values(**erased).returning(key))


def in_batches(some: Callable[[Session], int]) -> int:
    """Let `some` work in a transaction each until it says 0; answer how many it says in all."""
    count = 0
    while done := transact(some):
        count += done
    return count


def _all_of(statement: ReturningDelete[int] | ReturningUpdate[int]) -> int:
    not_loaded = {"synchronize_session": False}
    return in_batches(lambda session: len(session.execute(statement, execution_options=not_loaded).all()))


def _some(key: ColumnElement[int], too_old: ColumnElement[bool]) -> Select[int]:
    return select(key).where(too_old).limit(ROWS_AT_ONCE)


def _key(table: type[Base]) -> ColumnElement[int]:
    key: ColumnElement[int] = inspect(table).primary_key[0]
    return key
