"""Ends the addresses of feeds that no calendar has read for half a year (decision 0025)."""

from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Mapped, Session

from booking.audit.record import record
from booking.core.erasure import ROWS_AT_ONCE, in_batches
from booking.tables import DeskFeed, SeekerFeed

UNREAD_FOR = timedelta(days=180)
ACTOR = "job:end_unread_feeds"


def end_unread_feeds(*, now: datetime) -> int:
    """Let them answer 410 from now on; answer how many there were. In batches, each a transaction of its own."""
    seekers = in_batches(lambda session: _end(session, SeekerFeed, SeekerFeed.seeker_id, "seeker", now))
    return seekers + in_batches(lambda session: _end(session, DeskFeed, DeskFeed.staff_id, "staff", now))


def _end(
    session: Session, feeds: type[SeekerFeed] | type[DeskFeed], owner: Mapped[int], kind: str, now: datetime
) -> int:
    unread = feeds.revoked_at.is_(None) & (func.coalesce(feeds.last_read_at, feeds.made_at) <= now - UNREAD_FOR)
    some = select(feeds.id).where(unread).limit(ROWS_AT_ONCE)
    # Asked again, because a calendar may have come meanwhile.
    ended = update(feeds).where(feeds.id.in_(some), unread).values(revoked_at=now).returning(owner)
    owners = session.scalars(ended, execution_options={"synchronize_session": False}).all()
    for owner_id in owners:
        record(session, actor=ACTOR, act="end_unread_feed", object_=f"{kind}:{owner_id}", now=now)
    return len(owners)
