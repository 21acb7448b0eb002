"""Ends whatever somebody else may have got hold of: browsers, calendar addresses, tokens, keys, linked sign-ins."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.announcements.accounts import announce_access_ended
from booking.audit.record import record
from booking.availability.locks import lock_seeker
from booking.people.sign_in.linked_identity import forget_link
from booking.people.sign_in.ways_in import Ended, end_every_way_in
from booking.tables import Account
from database.transactions import transact


def end_access(seeker_id: int, *, actor: str, now: datetime, real_now: datetime) -> Ended:
    """Sign every browser out, end calendars, tokens, keys, passkeys and links; the seeker is told.

    The password stays. Done twice it ends what has come meanwhile, and nothing is told if there was nothing.
    """
    return transact(lambda session: _end(session, seeker_id, actor, now, real_now))


def _end(session: Session, seeker_id: int, actor: str, now: datetime, real_now: datetime) -> Ended:
    seeker = lock_seeker(session, seeker_id)
    ended = end_every_way_in(session, seeker_id, now=now, real_now=real_now)
    ended = replace(ended, links=_end_link(session, seeker_id))
    if ended != Ended(0, 0, 0):
        if seeker.my_page_opened:
            announce_access_ended(session, seeker_id, now=now)
        counts = {
            "sign_ins": ended.sign_ins,
            "feeds": ended.feeds,
            "tokens": ended.tokens,
            "links": ended.links,
            "passkeys": ended.passkeys,
        }
        record(session, actor=actor, act="end_access", object_=f"seeker:{seeker_id}", now=now, **counts)
    return ended


def _end_link(session: Session, seeker_id: int) -> int:
    """A my-page that is only closed keeps its link, as it keeps its password: neither opens it."""
    account_id = session.scalar(select(Account.id).where(Account.seeker_id == seeker_id))
    return int(account_id is not None and forget_link(session, account_id))
