"""Makes and renews a seeker's feed address, and notes when it was read."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from booking.audit.record import record
from booking.availability.locks import lock_seeker
from booking.core.keys import derived_token, token_hash
from booking.tables import DeskFeed, SeekerFeed
from database.transactions import transact

NOTED_AT_MOST_EVERY = timedelta(minutes=10)


class FeedKind(StrEnum):
    """Whose calendar a secret address is for."""

    SEEKER = "seeker"
    DESK = "desk"


_TABLES: Mapping[FeedKind, type[SeekerFeed] | type[DeskFeed]] = {FeedKind.SEEKER: SeekerFeed, FeedKind.DESK: DeskFeed}


def feed_token(secret_key: str, seeker_id: int, nonce: str) -> str:
    """The token in the feed's address: the owner can be shown it again, though only its hash is kept."""
    return derived_token(secret_key, "seeker feed", str(seeker_id), nonce)


def ensure_feed(seeker_id: int, *, secret_key: str, now: datetime) -> str:
    """The token of the seeker's feed, made now if there is none."""
    return transact(lambda session: _ensure(session, seeker_id, secret_key, now))


def renew_feed(seeker_id: int, *, secret_key: str, now: datetime) -> None:
    """Give the seeker a new address; the old one answers 410 from now on."""
    transact(lambda session: _renew(session, seeker_id, secret_key, now))


def end_feeds(session: Session, *, seeker_id: int, now: datetime) -> None:
    """End the address inside another act: calendars that read it learn that it is gone for good."""
    live = update(SeekerFeed).where(SeekerFeed.seeker_id == seeker_id, SeekerFeed.revoked_at.is_(None))
    session.execute(live.values(revoked_at=now))


def is_worth_noting(last_read_at: datetime | None, *, now: datetime) -> bool:
    """Whether the last noted reading is long enough ago; most readings need no write."""
    return last_read_at is None or last_read_at < now - NOTED_AT_MOST_EVERY


def note_reading(feed_id: int, *, now: datetime, kind: FeedKind = FeedKind.SEEKER) -> None:
    """Note that the feed was read, so that its owner can notice a stranger; at most every ten minutes."""
    feed = _TABLES[kind]
    stale = or_(feed.last_read_at.is_(None), feed.last_read_at < now - NOTED_AT_MOST_EVERY)
    transact(lambda session: session.execute(update(feed).where(feed.id == feed_id, stale).values(last_read_at=now)))


def _ensure(session: Session, seeker_id: int, secret_key: str, now: datetime) -> str:
    lock_seeker(session, seeker_id)
    feed = _live(session, seeker_id) or _make(session, seeker_id, secret_key, now)
    return feed_token(secret_key, seeker_id, feed.nonce)


def _renew(session: Session, seeker_id: int, secret_key: str, now: datetime) -> None:
    lock_seeker(session, seeker_id)
    old = _live(session, seeker_id)
    if old is not None:
        old.revoked_at = now
        session.flush()
    _make(session, seeker_id, secret_key, now)
    actor = f"seeker:{seeker_id}"
    record(session, actor=actor, act="renew_feed", object_=actor, now=now)


def _live(session: Session, seeker_id: int) -> SeekerFeed | None:
    return session.scalar(select(SeekerFeed).where(SeekerFeed.seeker_id == seeker_id, SeekerFeed.revoked_at.is_(None)))


def _make(session: Session, seeker_id: int, secret_key: str, now: datetime) -> SeekerFeed:
    nonce = secrets.token_urlsafe(24)
    hashed = token_hash(feed_token(secret_key, seeker_id, nonce))
    feed = SeekerFeed(seeker_id=seeker_id, nonce=nonce, token_hash=hashed, made_at=now)
    session.add(feed)
    return feed
