"""Times of which this process has just said that they are taken, so that the next who wants one is told without a lock.

At eight in the morning two hundred people press the same time, and all but ten are refused. Each would wait for the
locks, and keep the others waiting, only to read what can be read without them. What is remembered here decides nothing:
it says at which times it is worth looking before the locks, and each look reads what is true at that moment.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from sqlalchemy import Pool
from sqlalchemy.orm import Session

from booking.availability.open_slots import nearest_open
from booking.availability.procedures import present
from booking.availability.refusals import SlotTaken
from booking.bookings.standing import standing_of
from booking.bookings.steps.judge import SlotRequest, judge
from booking.core.channels import Channel
from booking.core.refusals import Refusal
from database.base import db

_LATELY = timedelta(minutes=1)
_MOST = 256  # times; a rush is for a handful

# By procedure and start, for each pool of connections: that is, for each database.
_noted_at: WeakKeyDictionary[Pool, dict[tuple[str, datetime], datetime]] = WeakKeyDictionary()


@contextmanager
def remembering_taken(*, now: datetime) -> Iterator[None]:
    """Remember a SlotTaken of the block for a minute: it will be worth looking."""
    try:
        yield
    except SlotTaken as refusal:
        noted_at = _noted_at.setdefault(db.engine.pool, {})
        if len(noted_at) >= _MOST:
            noted_at.clear()
        noted_at[refusal.procedure, refusal.starts_at] = now
        raise


def refuse_if_still_taken(
    session: Session, procedure_code: str, starts_at: datetime, *, channel: Channel, seeker_id: int, now: datetime
) -> None:
    """Raise SlotTaken, with the nearest open starts, if the time was taken a moment ago and still is.

    Anything else is left to the transaction, and so is whoever has a hold: it may be of this very time.
    """
    noted_at = _noted_at.get(db.engine.pool, {}).get((procedure_code, starts_at))
    if noted_at is None or now - noted_at > _LATELY:
        return
    procedure = present(session, procedure_code)
    standing = standing_of(session, seeker_id, procedure, now=now)
    if standing.hold_id is not None:
        return
    own_starts = standing.own_starts
    try:
        judge(session, SlotRequest(procedure, starts_at, channel, seeker_id, now), own_starts=own_starts)
    except SlotTaken as refusal:
        refusal.alternatives = nearest_open(
            session,
            procedure,
            wished=refusal.starts_at,
            channel=channel,
            now=now,
            seeker_id=seeker_id,
            own_starts=own_starts,
        )
        raise
    except Refusal:
        return
