"""Which desks' hosts have too few meetings in the pool: looked at by a job, and read by monitoring.

To look takes seconds where hundreds of offices use the pool, since each slot of each desk counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from booking.meetings.pool.supplies import supplies
from booking.tables import PoolNote
from database.base import db
from database.inserting import insert_if_free
from database.transactions import transact

_NOTE = 1  # the id of the one row
NOTE_MAY_BE = timedelta(minutes=30)  # old: the job comes every ten


@dataclass(frozen=True)
class LowPools:
    """The desks as the job noted them last, and whether that is too long ago to be believed."""

    desks: Sequence[str]
    out_of_date: bool


def low_pools(session: Session, *, now: datetime) -> Sequence[str]:
    """The desks whose pool runs low, as "office desk" by their codes. Looks at each slot that can be booked."""
    return [f"{each.desk.office.code} {each.desk.code}" for each in supplies(session, now=now) if each.low]


def note_low_pools(*, now: datetime, real_now: datetime) -> int:
    """Look at every desk's pool and note those that run low; answer how many. Nothing is locked while it looks."""
    low = list(low_pools(db.session(), now=now))
    transact(lambda session: _keep(session, {"noted_at": real_now, "low": low}))
    return len(low)


def noted_low_pools(session: Session, *, real_now: datetime, served_since: datetime) -> LowPools:
    """What the job noted last. Before its first note it has as long as a note may be old, from `served_since` on."""
    note = session.get(PoolNote, _NOTE)
    noted_at = note.noted_at if note else served_since
    return LowPools(note.low if note else (), out_of_date=real_now - noted_at > NOTE_MAY_BE)


def _keep(session: Session, row: dict[str, object]) -> None:
    if not insert_if_free(session, PoolNote, [{"id": _NOTE, **row}]):
        session.execute(update(PoolNote).where(PoolNote.id == _NOTE).values(row))
