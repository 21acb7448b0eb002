"""Work that several workers share: one of them leases a row, works outside any transaction, and notes what came of it.

A row is leased by one UPDATE in a short transaction, so that of several workers one gets it. A worker that dies leaves
a lease that runs out, and the next one takes the row over; what the first may note afterwards finds another lease.
"""

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, String, Update, and_, inspect, or_, update
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

FREED: Mapping[str, None] = {"lease": None, "leased_until": None}


def is_free(table: type[Leasable], real_now: datetime) -> ColumnElement[bool]:
    """Whether no worker has the row in hand."""
    return or_(table.leased_until.is_(None), table.leased_until <= real_now)


def may_be_tried(table: type[Leasable], real_now: datetime) -> ColumnElement[bool]:
    """Whether no worker has the row in hand and no pause after a failure keeps it back."""
    return and_(or_(table.next_try_at.is_(None), table.next_try_at <= real_now), is_free(table, real_now))


def take_next(
    table: type[Work],
    due: Select[Any],
    *,
    until: datetime,
    read: Callable[[Session, Work, str], Leased],
    counts: bool = True,
) -> Leased | None:
    """Lease the first row of `due` (a query of primary keys) until `until`; what `read` makes of it, None if none is.

    `read` is given the row and its lease, within the transaction. A taking `counts` as a try unless said otherwise.
    """
    if not _is_any(due):
        return None
    return transact(lambda session: _taken(session, table, due, until, read, counts=counts))


def held(table: type[Leasable], key: int, lease: str) -> Update:
    """The row of this primary key as long as it has this lease: what another worker took over is left alone."""
    return update(table).where(_key(table) == key, table.lease == lease)


def give_back(session: Session, table: type[Leasable], key: int, lease: str, **values: object) -> None:
    """Note `values` and end the lease, unless another worker has taken the row over."""
    session.execute(held(table, key, lease).values(**values, **FREED))


def share_of(lease: str) -> float:
    """From 0 to below 1, by which those who failed together are spread: a lease is random anyway."""
    return uuid.UUID(lease).int % 1000 / 1000


def _is_any(due: Select[Any]) -> bool:
    """A look without a lock: most rounds of the scheduler find nothing and keep out of the writers' way."""
    found = db.session.scalar(due.limit(1)) is not None
    db.session.rollback()
    return found


def _taken(
    session: Session,
    table: type[Work],
    due: Select[Any],
    until: datetime,
    read: Callable[[Session, Work, str], Leased],
    *,
    counts: bool,
) -> Leased | None:
    lease = str(uuid.uuid4())
    first = due.limit(1).with_for_update(skip_locked=True, of=table).scalar_subquery()
    row = session.scalars(
        update(table)
        .where(_key(table) == first)
        .values(lease=lease, leased_until=until, tries=table.tries + int(counts))
        .returning(table)
    ).one_or_none()
    return None if row is None else read(session, row, lease)


def _key(table: type[Leasable]) -> ColumnElement[int]:
    key: ColumnElement[int] = inspect(table).primary_key[0]
    return key
