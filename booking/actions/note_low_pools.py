"""Notes which desks' hosts have too few meetings in the pool, where monitoring reads it."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from booking.meetings.pool.low import NOTE, low_pools
from booking.tables import PoolNote
from database.base import db
from database.inserting import insert_if_free
from database.transactions import transact


def note_low_pools(*, now: datetime, real_now: datetime) -> int:
    """Look at every desk's pool and note those that run low; answer how many. Nothing is locked while it looks."""
    low = list(low_pools(db.session(), now=now))
    transact(lambda session: _keep(session, {"noted_at": real_now, "low": low}))
    return len(low)


def _keep(session: Session, row: dict[str, object]) -> None:
    if not insert_if_free(session, PoolNote, [{"id": NOTE, **row}]):
        session.execute(update(PoolNote).where(PoolNote.id == NOTE).values(row))
