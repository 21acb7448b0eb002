"""Staff close a my-page (利用不可) with a reason, for good or until a day, and open it again."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.announcements.accounts import announce_my_page_closed, announce_my_page_reopened
from booking.audit.record import record
from booking.availability.locks import lock_seeker
from booking.people.closed import closure_of
from booking.people.records.refusals import ClosedAlready, NotClosed
from booking.people.sign_in.ways_in import end_every_way_in
from booking.tables import Closure, Seeker
from calendars.office_time import day_of
from database.base import db
from database.transactions import transact


def close_my_page(
    seeker_id: int,
    *,
    reason: str,
    last_day: date | None = None,
    staff_id: int,
    now: datetime,
    real_now: datetime,
) -> None:
    """Let nobody in any more: browsers, tokens, calendar addresses and keys end at once. What is booked stands.

    Also for who has no my-page yet: none can be opened until this is taken back, or its last day is over.

    Raises:
        ClosedAlready: it is closed, by somebody else at the same moment perhaps.
    """
    row = {"seeker_id": seeker_id, "reason": reason, "last_day": last_day, "closed_by_staff_id": staff_id}
    transact(lambda session: _close(session, row, now, real_now))


def reopen_my_page(seeker_id: int, *, reason: str, staff_id: int, now: datetime) -> None:
    """Let its owner in again, with the password as it was; what had ended does not come back.

    Raises:
        NotClosed: there is nothing to open.
    """
    transact(lambda session: _reopen(session, seeker_id, reason, staff_id, now))


def reopen_what_is_over(*, now: datetime) -> int:
    """Let those in again whose last day is over, as staff would; answer how many."""
    over = select(Closure.seeker_id).where(Closure.reopened_at.is_(None), Closure.last_day < day_of(now))
    waiting = db.session.scalars(over.order_by(Closure.id)).all()
    db.session.rollback()
    return sum(transact(partial(_reopen_if_over, seeker_id=seeker_id, now=now)) for seeker_id in waiting)


def _close(session: Session, row: Mapping[str, Any], now: datetime, real_now: datetime) -> None:
    seeker_id, staff_id = row["seeker_id"], row["closed_by_staff_id"]
    seeker = lock_seeker(session, seeker_id)
    if closure_of(session, seeker_id) is not None:
        raise ClosedAlready(None)
    closure = Closure(**row, closed_at=now)
    session.add(closure)
    session.flush()
    end_every_way_in(session, seeker_id, now=now, real_now=real_now)
    if seeker.my_page_opened:
        announce_my_page_closed(session, closure, now=now)
    record(session, actor=f"staff:{staff_id}", act="close_my_page", object_=f"seeker:{seeker_id}", now=now)


def _reopen(session: Session, seeker_id: int, reason: str, staff_id: int, now: datetime) -> None:
    seeker = lock_seeker(session, seeker_id)
    closure = closure_of(session, seeker_id)
    if closure is None:
        raise NotClosed(None)
    closure.reopened_by_staff_id, closure.reopen_reason = staff_id, reason
    _open(session, seeker, closure, f"staff:{staff_id}", now)


def _reopen_if_over(session: Session, *, seeker_id: int, now: datetime) -> bool:
    """Under the lock: staff may have opened it at this moment, and closed it again."""
    seeker = lock_seeker(session, seeker_id)
    closure = closure_of(session, seeker_id)
    if closure is None or closure.last_day is None or closure.last_day >= day_of(now):
        return False
    _open(session, seeker, closure, "job:reopen_my_pages", now)
    return True


def _open(session: Session, seeker: Seeker, closure: Closure, actor: str, now: datetime) -> None:
    closure.reopened_at = now
    session.flush()
    if seeker.my_page_opened:
        announce_my_page_reopened(session, closure, now=now)
    record(session, actor=actor, act="reopen_my_page", object_=f"seeker:{seeker.id}", now=now)
