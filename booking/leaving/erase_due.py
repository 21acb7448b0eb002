"""Erases everybody who is due, each in a transaction of their own: it may stop at any of them and run again."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from booking.availability.locks import lock_seeker
from booking.leaving.due import candidates, is_due
from booking.leaving.erase import erase_person
from booking.tables import Seeker
from calendars.office_time import day_of
from database.base import db
from database.transactions import transact

_AT_ONCE = 200


def due(*, now: datetime) -> Iterator[int]:
    """The ids of those who would be erased now."""
    for seeker_id, will_not_return in _all_candidates(now):
        if is_due(db.session(), db.session.get_one(Seeker, seeker_id), will_not_return=will_not_return, now=now):
            yield seeker_id


def erase_due(*, actor: str, now: datetime, real_now: datetime) -> Iterator[int]:
    """Erase them; answer their ids as they go."""
    for seeker_id, will_not_return in _all_candidates(now):
        if _erase(seeker_id, will_not_return, actor, now, real_now):
            yield seeker_id


def _all_candidates(now: datetime) -> Iterator[tuple[int, bool]]:
    after = 0
    while found := candidates(db.session(), today=day_of(now), after=after, most=_AT_ONCE):
        db.session.rollback()  # nobody waits for a reader
        yield from found
        after = found[-1][0]


def _erase(seeker_id: int, will_not_return: bool, actor: str, now: datetime, real_now: datetime) -> bool:
    def erase(session: Session) -> bool:
        seeker = lock_seeker(session, seeker_id)  # somebody may have made it valid meanwhile
        if not is_due(session, seeker, will_not_return=will_not_return, now=now):
            return False
        erase_person(session, seeker, actor=actor, now=now, real_now=real_now)
        return True

    return transact(erase)
