"""Deletes the rows that hang on a person or an account, whatever tables there are: a new table goes unless it is named.

Read off the foreign keys, so that nobody who adds a table has to think of those who leave.
"""

from collections.abc import Collection, Iterator

from sqlalchemy import ColumnElement, Table, delete, or_, select
from sqlalchemy.orm import Session

from database.base import Base


def delete_what_hangs_on(session: Session, root: str, row_id: int, *, stays: Collection[str]) -> int:
    """Delete every row that leads to this row of the table `root`, directly or by others; answer how many.

    The tables in `stays` are left alone, and with them what hangs on their rows only.
    """
    found = list(_hanging(root, row_id, stays))
    return sum(_delete(session, table, which) for table, which in reversed(found))


def tables_hanging_on(root: str, *, stays: Collection[str]) -> frozenset[str]:
    """The names of the tables whose rows would go."""
    return frozenset(table.name for table, _ in _hanging(root, 0, stays))


def _hanging(root: str, row_id: int, stays: Collection[str]) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    """The tables with the condition for their rows, those on which others hang first."""
    metadata = Base.metadata
    top = metadata.tables[root]
    which: dict[str, ColumnElement[bool]] = {root: _key(top) == row_id}
    for table in metadata.sorted_tables:
        if table.name in which or table.name in stays:
            continue
        ways = [
            key.parent.in_(select(key.column).where(which[key.column.table.name]))
            for key in table.foreign_keys
            if key.column.table.name in which
        ]
        if ways:
            which[table.name] = or_(*ways)
            yield table, which[table.name]


def _key(table: Table) -> ColumnElement[int]:
    (key,) = table.primary_key.columns
    return key


def _delete(session: Session, table: Table, which: ColumnElement[bool]) -> int:
    gone = session.execute(delete(table).where(which).returning(*table.primary_key.columns))
    return len(gone.all())
