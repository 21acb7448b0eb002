"""Work that several workers share: one of them leases a row, works outside any transaction, and notes what came of it.

A row is leased by one UPDATE in a short transaction, so that of several workers one gets it. A worker that dies leaves
a lease that runs out, and the next one takes the row over; what the first may note afterwards finds another lease.
"""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import BindParameter, ColumnElement, Select, String, Update, and_, bindparam, inspect, or_, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from database.base import db
from database.transactions import transact


class Leasable:
    """The columns of a table whose rows are work. All moments are real time, UTC; None is "at once" and "nobody"."""

    next_try_at: Mapped[datetime | None] = mapped_column(sort_order=100)
    tries: Mapped[int] = mapped_column(sort_order=100)
    leased_until: Mapped[datetime | None] = mapped_column(sort_order=100)
    lease: Mapped[str | None] = mapped_column(String(36), sort_order=100)


Work = TypeVar("Work", bound=Leasable)
Leased = TypeVar("Leased")
When = datetime | BindParameter[datetime]

FREED: Mapping[str, None] = {"lease": None, "leased_until": None}


def is_free(table: type[Leasable], real_now: When) -> ColumnElement[bool]:
    """Whether no worker has the row in hand."""
    return or_(table.leased_until.is_(None), table.leased_until <= real_now)


def may_be_tried(table: type[Leasable], real_now: When) -> ColumnElement[bool]:
    """Whether no worker has the row in hand and no pause after a failure keeps it back."""
    return and_(or_(table.next_try_at.is_(None), table.next_try_at <= real_now), is_free(table, real_now))


class Queue(Generic[Work]):
    """Rows of `table` that are due, as the query `due` of their primary keys finds them, the first one first.

    `due` may have `bindparam`s: then the queue is made once, and its statements with it.
    """

    def __init__(self, table: type[Work], due: Select[Any], *, counts: bool = True) -> None:
        self._first = due.limit(1)
        locked = self._first.with_for_update(skip_locked=True, of=table).scalar_subquery()
        leased: dict[str, Any] = {"lease": bindparam("new_lease"), "leased_until": bindparam("new_until")}
        taken = update(table).where(_key(table) == locked).values(**leased, tries=table.tries + int(counts))
        self._take = taken.returning(table)

    def is_any(self, given: Mapping[str, Any]) -> bool:
        """Whether a row is due, without a lock: most rounds of the scheduler find none and keep out of writers' way."""
        found = db.session.scalar(self._first, given) is not None
        db.session.rollback()
        return found

    def take(self, session: Session, given: Mapping[str, Any], *, until: datetime) -> tuple[Work, str] | None:
        """Lease the first row until `until`, within the transaction; the row and its lease, None if none is due."""
        lease = str(uuid.uuid4())
        row = session.scalars(self._take, {**given, "new_lease": lease, "new_until": until}).one_or_none()
        return None if row is None else (row, lease)


@dataclass(frozen=True)
class Lease:
    """A row that one worker has in hand, by its primary key, and how often it was tried, this time included.

    `name` is random and distinguishes this lease from any other one of the row.
    """

    table: type[Leasable]
    key: int
    name: str
    tries: int

    def held(self) -> Update:
        """The row as long as it has this lease: what another worker took over is left alone."""
        return held(self.table, self.key, self.name)

    def end(self, session: Session, **values: object) -> None:
        """Note `values` and give the row back, unless another worker has taken it over."""
        session.execute(self.held().values(**values, **FREED))


# What is done after the outcome of a piece of work was committed, outside any transaction again.
After = Callable[[], object]
# Notes what came of a piece of work, in a transaction of its own.
Settle = Callable[[Session], After | None]


def work_leased(
    table: type[Work],
    due: Select[Any],
    *,
    until: datetime,
    read: Callable[[Session, Work, Lease], Leased | None],
    do: Callable[[Leased], Settle],
    counts: bool = True,
) -> bool:
    """Lease the first row of `due` (a query of primary keys) until `until`, work and settle it; False if none is due.

    `read` takes what the work needs from the row, in the transaction of the lease; None if the row is no work after
    all. `do` works outside any transaction and answers how to settle it. A lease `counts` as a try, unless told not to.
    """
    queue = Queue(table, due, counts=counts)
    leased = transact(lambda session: _lease(session, queue, until, read)) if queue.is_any({}) else None
    if leased is None:
        return False
    after = transact(do(leased))
    if after is not None:
        after()
    return True


def held(table: type[Leasable], key: int, lease: str) -> Update:
    """The row of this primary key as long as it has this lease."""
    return update(table).where(_key(table) == key, table.lease == lease)


def share_of(lease: str) -> float:
    """A share from 0 to below 1 by which tries that failed together are spread: a lease is random anyway."""
    return uuid.UUID(lease).int % 1000 / 1000


def _lease(
    session: Session, queue: Queue[Work], until: datetime, read: Callable[[Session, Work, Lease], Leased | None]
) -> Leased | None:
    taken = queue.take(session, {}, until=until)
    if taken is None:
        return None
    row, lease = taken
    return read(session, row, Lease(type(row), inspect(row).identity[0], lease, row.tries))


def _key(table: type[Leasable]) -> ColumnElement[int]:
    key: ColumnElement[int] = inspect(table).primary_key[0]
    return key
