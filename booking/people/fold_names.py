"""Folds the names of people for the search, where an earlier version has not: after an upgrade, or after a restore."""

from collections.abc import Iterator

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from booking.core.input.folded_names import folded_names
from booking.tables import Seeker
from database.base import table_of
from database.transactions import transact

_BATCH = 1_000
_seekers = table_of(Seeker).c
_UNFOLDED = select(_seekers.id, _seekers.name, _seekers.kana).where(_seekers.names_folded.is_(None)).limit(_BATCH)
_FOLD = update(table_of(Seeker)).where(_seekers.id == bindparam("seeker_id")).values(names_folded=bindparam("folded"))


def fold_names() -> Iterator[int]:
    """Fold what is not folded, a batch a transaction, and yield how many; a run that was stopped is taken up again."""
    while folded := transact(_fold_batch):
        yield folded


def _fold_batch(session: Session) -> int:
    rows = session.execute(_UNFOLDED).all()
    if rows:
        folds = [{"seeker_id": row.id, "folded": folded_names(row.name, row.kana)} for row in rows]
        session.connection().execute(_FOLD, folds)
    return len(rows)
