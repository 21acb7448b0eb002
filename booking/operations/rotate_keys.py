"""Seals everything anew with the first data key, so that the older ones are needed no more.

In batches, each a transaction of its own. What is sealed with the first key already is left alone, so that it may be
killed and run again; whatever somebody seals meanwhile is not overwritten.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, inspect, or_, select, update
from sqlalchemy.orm import Session

from booking.core.keys import DataKeys, LostDataKey
from database.base import Base, table_of
from database.transactions import transact

ROWS_AT_ONCE = 200
_SEALED = "_sealed"  # how every column that holds something sealed ends


@dataclass(frozen=True)
class Rotation:
    """How many sealed values were sealed anew, had the first key already, and can be opened with no key at all."""

    table: str
    renewed: int = 0
    present: int = 0
    lost: int = 0

    def __add__(self, other: "Rotation") -> "Rotation":
        """Both together, under the name of the first."""
        return Rotation(self.table, self.renewed + other.renewed, self.present + other.present, self.lost + other.lost)


def sealed_columns() -> dict[type[Base], tuple[str, ...]]:
    """Every table with sealed columns, and their names; any that a later version adds is among them."""
    found = {}
    for mapper in Base.registry.mappers:
        names = tuple(column.name for column in mapper.local_table.columns if column.name.endswith(_SEALED))
        if names:
            found[mapper.class_] = names
    return dict(sorted(found.items(), key=lambda each: each[0].__tablename__))


def rotate_keys(keys: DataKeys, *, progress: Callable[[Rotation], object]) -> Sequence[Rotation]:
    """Rotate every table and answer what became of each; `progress` hears of the sum so far after each batch."""
    return [_rotate(table, names, keys, progress) for table, names in sealed_columns().items()]


def _rotate(
    table: type[Base], names: Sequence[str], keys: DataKeys, progress: Callable[[Rotation], object]
) -> Rotation:
    total, after = Rotation(table.__tablename__), 0
    while True:
        begin_after = after
        batch = transact(lambda session: _batch(session, table, names, keys, begin_after))  # noqa: B023  run at once
        if batch is None:
            return total
        done, after = batch
        total += done
        progress(total)


def _batch(
    session: Session, table: type[Base], names: Sequence[str], keys: DataKeys, after: int
) -> tuple[Rotation, int] | None:
    """The next rows, and the last id among them; None when there are no more."""
    columns, key = table_of(table).c, inspect(table).primary_key[0]
    query = (
        select(key.label("key"), *(columns[name] for name in names))
        .where(key > after, or_(*(columns[name].is_not(None) for name in names)))
        .order_by(key)
        .limit(ROWS_AT_ONCE)
    )
    rows = session.connection().execute(query).all()
    if not rows:
        return None
    done = Rotation(table.__tablename__)
    for row in rows:
        for name in names:
            done += _renew(session, table, row, name, keys)
    return done, rows[-1].key


def _renew(session: Session, table: type[Base], row: Row[*tuple[Any, ...]], name: str, keys: DataKeys) -> Rotation:
    sealed = getattr(row, name)
    if sealed is None:
        return Rotation("")
    try:
        renewed = keys.renewed(sealed)
    except LostDataKey:
        return Rotation("", lost=1)
    if renewed is None:
        return Rotation("", present=1)
    columns, key = table_of(table).c, inspect(table).primary_key[0]
    unchanged = key == row.key, columns[name] == sealed
    session.connection().execute(update(table_of(table)).where(*unchanged).values({name: renewed}))
    return Rotation("", renewed=1)
