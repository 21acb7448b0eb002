"""Makes, renews and stops the feed of a desk for a member of staff, and lets an office decide about display names."""

import secrets
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.audit.record import record
from booking.availability.locks import lock_office
from booking.core.keys import derived_token, token_hash
from booking.offices.from_rows import office_file
from booking.offices.rows import write_office
from booking.tables import DeskFeed, Staff
from database.transactions import transact


def desk_feed_token(secret_key: str, desk_id: int, nonce: str) -> str:
    """The token in the feed's address: its owner can be shown it again, though only its hash is kept."""
    return derived_token(secret_key, "desk feed", str(desk_id), nonce)


def make_desk_feed(staff_id: int, desk_id: int, *, secret_key: str, now: datetime) -> None:
    """Give the member of staff an address for the desk; one that they have stays."""
    transact(lambda session: _make(session, staff_id, desk_id, secret_key, now))


def renew_desk_feed(staff_id: int, desk_id: int, *, secret_key: str, now: datetime) -> None:
    """Give them a new address; the old one answers 410 from now on."""
    transact(lambda session: _renew(session, staff_id, desk_id, secret_key, now))


def stop_desk_feed(staff_id: int, desk_id: int, *, now: datetime) -> None:
    """End their address for the desk, if there is one: it answers 410 from now on."""
    transact(lambda session: _stop(session, staff_id, desk_id, now))


def change_feed_names(office_id: int, *, shown: bool, actor: str, now: datetime) -> None:
    """Let the feeds of the office's desks show display names from now on, or no more."""
    transact(lambda session: _change_names(session, office_id, shown, actor, now))


def _make(session: Session, staff_id: int, desk_id: int, secret_key: str, now: datetime) -> None:
    if _live(session, staff_id, desk_id) is None:
        _add(session, staff_id, desk_id, secret_key, now)
        _record(session, "make_desk_feed", staff_id, desk_id, now)


def _renew(session: Session, staff_id: int, desk_id: int, secret_key: str, now: datetime) -> None:
    _revoke(session, _live(session, staff_id, desk_id), now)
    _add(session, staff_id, desk_id, secret_key, now)
    _record(session, "renew_desk_feed", staff_id, desk_id, now)


def _stop(session: Session, staff_id: int, desk_id: int, now: datetime) -> None:
    live = _live(session, staff_id, desk_id)
    if live is not None:
        _revoke(session, live, now)
        _record(session, "stop_desk_feed", staff_id, desk_id, now)


def _change_names(session: Session, office_id: int, shown: bool, actor: str, now: datetime) -> None:
    office = lock_office(session, office_id)
    if office.feed_names == shown:
        return
    act = "change_feed_names"
    write_office(session, replace(office_file(session, office), feed_names=shown), act=act, actor=actor, now=now)
    record(session, actor=actor, act=act, object_=f"office:{office.code}", now=now, shown=shown)


def _live(session: Session, staff_id: int, desk_id: int) -> DeskFeed | None:
    """The live feed, under the lock of its owner: two pages that make one at once make one."""
    session.scalars(select(Staff.id).where(Staff.id == staff_id).with_for_update()).one()
    return session.scalar(
        select(DeskFeed).where(
            DeskFeed.staff_id == staff_id, DeskFeed.desk_id == desk_id, DeskFeed.revoked_at.is_(None)
        )
    )


def _revoke(session: Session, feed: DeskFeed | None, now: datetime) -> None:
    if feed is not None:
        feed.revoked_at = now
        session.flush()


def _add(session: Session, staff_id: int, desk_id: int, secret_key: str, now: datetime) -> None:
    nonce = secrets.token_urlsafe(24)
    hashed = token_hash(desk_feed_token(secret_key, desk_id, nonce))
    session.add(DeskFeed(staff_id=staff_id, desk_id=desk_id, nonce=nonce, token_hash=hashed, made_at=now))


def _record(session: Session, act: str, staff_id: int, desk_id: int, now: datetime) -> None:
    record(session, actor=f"staff:{staff_id}", act=act, object_=f"desk:{desk_id}", now=now)
