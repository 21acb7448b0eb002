"""Makes registrations valid or invalid as their seekers asked, and tells them; a job does so every minute."""

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.announcements.registrations import announce_became_invalid, announce_became_valid
from booking.audit.record import record
from booking.availability.locks import lock_seeker
from booking.people.records.validity import valid_until
from booking.tables import Seeker, ValidityChange
from calendars.office_time import day_of
from database.afresh import read_afresh
from database.base import db
from database.transactions import transact


def take_next_effect(*, now: datetime) -> bool:
    """Do the oldest change that is due; False if none is."""
    due = (
        select(ValidityChange.id, ValidityChange.seeker_id)
        .where(ValidityChange.done_at.is_(None), ValidityChange.due_at <= now)
        .order_by(ValidityChange.due_at, ValidityChange.id)
        .limit(1)
    )
    found = db.session.execute(due).one_or_none()
    db.session.rollback()
    if found is None:
        return False
    transact(lambda session: _take_effect(session, found.id, found.seeker_id, now))
    return True


def _take_effect(session: Session, change_id: int, seeker_id: int, now: datetime) -> None:
    """Another worker may have done it meanwhile."""
    seeker = lock_seeker(session, seeker_id)
    query = select(ValidityChange).where(ValidityChange.id == change_id, ValidityChange.done_at.is_(None))
    change = read_afresh(session, query).one_or_none()
    if change is None:
        return
    seeker.registration_valid_until = _new_last_day(seeker, change, day_of(now))
    change.done_at, change.valid_until = now, seeker.registration_valid_until
    if change.reason is None:
        announce_became_valid(session, change, now=now)
    else:
        announce_became_invalid(session, change, now=now)
    record(
        session,
        actor=f"seeker:{seeker_id}",
        act="change_validity",
        object_=f"seeker:{seeker_id}",
        now=now,
        registration_valid_until=True,
        valid=change.reason is None,
    )


def _new_last_day(seeker: Seeker, change: ValidityChange, today: date) -> date:
    """What staff granted meanwhile beyond it stands; and who is invalid already was so since that day."""
    before = seeker.registration_valid_until
    if change.reason is None:
        new = valid_until(today)
        return max(before, new) if before else new
    yesterday = today - timedelta(days=1)
    return min(before, yesterday) if before else yesterday
