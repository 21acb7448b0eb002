"""Tells seekers a month and a week before their registration ends, each once, however often the job runs."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.announcements.announce import seeker_inbox
from booking.announcements.registrations import announce_ends_soon, ends_soon_fact
from booking.people.validity.rules import Notice, last_day_with_notice, notice_due
from booking.tables import Seeker
from calendars.office_time import day_of
from database.base import db
from database.transactions import transact
from notifier.tables import Message

_AT_ONCE = 100


def remind_of_end(*, now: datetime) -> int:
    """Tell those whose registration ends within a month, or a week; answer how many were told."""
    seekers = _with_notice(day_of(now))
    parts = (seekers[start : start + _AT_ONCE] for start in range(0, len(seekers), _AT_ONCE))
    return sum(transact(partial(_remind, part=part, now=now)) for part in parts)


def _with_notice(today: date) -> Sequence[int]:
    """Who has a my-page and a registration that ends soon, read without a lock."""
    soon = Seeker.registration_valid_until.between(today, last_day_with_notice(today))
    found = db.session.scalars(select(Seeker.id).where(soon, Seeker.my_page_opened).order_by(Seeker.id)).all()
    db.session.rollback()
    return found


def _remind(session: Session, part: Sequence[int], now: datetime) -> int:
    """Tell these, as they are once they are locked: whoever prolongs theirs meanwhile is told nothing."""
    rows = session.scalars(select(Seeker).where(Seeker.id.in_(part)).order_by(Seeker.id).with_for_update()).all()
    return sum(_tell(session, seeker, now) for seeker in rows)


def _tell(session: Session, seeker: Seeker, now: datetime) -> bool:
    valid_until = seeker.registration_valid_until
    notice = notice_due(day_of(now), valid_until) if valid_until else None
    if valid_until is None or notice is None or _was_reminded(session, seeker.id, valid_until, notice):
        return False
    announce_ends_soon(session, seeker.id, valid_until, notice.value, now=now)
    return True


def _was_reminded(session: Session, seeker_id: int, valid_until: date, notice: Notice) -> bool:
    fact = f"registration_ends:{ends_soon_fact(valid_until, notice.value)}"
    sent = select(Message.id).where(Message.recipient == seeker_inbox(seeker_id), Message.fact == fact)
    return session.scalar(sent) is not None
