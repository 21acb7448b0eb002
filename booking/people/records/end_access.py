"""Ends whatever somebody else may have got hold of: signed-in browsers, calendar addresses, tokens, keys by mail."""

from datetime import datetime

from sqlalchemy.orm import Session

from booking.announcements.accounts import announce_access_ended
from booking.audit.record import record
from booking.availability.locks import lock_seeker
from booking.people.sign_in.ways_in import Ended, end_every_way_in
from database.transactions import transact


def end_access(seeker_id: int, *, actor: str, now: datetime, real_now: datetime) -> Ended:
    """Sign every browser out, end every calendar address, token and key; the password stays, and the seeker is told.

    Done twice it ends what has come meanwhile, and nothing is told if there was nothing.
    """
    return transact(lambda session: _end(session, seeker_id, actor, now, real_now))


def _end(session: Session, seeker_id: int, actor: str, now: datetime, real_now: datetime) -> Ended:
    seeker = lock_seeker(session, seeker_id)
    ended = end_every_way_in(session, seeker_id, now=now, real_now=real_now)
    if ended != Ended(0, 0, 0):
        if seeker.my_page_opened:
            announce_access_ended(session, seeker_id, now=now)
        counts = {"sign_ins": ended.sign_ins, "feeds": ended.feeds, "tokens": ended.tokens}
        record(session, actor=actor, act="end_access", object_=f"seeker:{seeker_id}", now=now, **counts)
    return ended
