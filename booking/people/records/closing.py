"""Staff close a my-page (利用不可) with a reason, and open it again."""

from datetime import datetime

from sqlalchemy.orm import Session

from booking.announcements.accounts import announce_my_page_closed, announce_my_page_reopened
from booking.audit.record import record
from booking.availability.locks import lock_seeker
from booking.people.closed import closure_of
from booking.people.records.refusals import ClosedAlready, NotClosed
from booking.people.sign_in.ways_in import end_every_way_in
from booking.tables import Closure
from database.transactions import transact


def close_my_page(seeker_id: int, *, reason: str, staff_id: int, now: datetime, real_now: datetime) -> None:
    """Let nobody in any more: browsers, tokens, calendar addresses and keys end at once. What is booked stands.

    Also for who has no my-page yet: none can be opened until this is taken back.

    Raises:
        ClosedAlready: it is closed, by somebody else at the same moment perhaps.
    """
    transact(lambda session: _close(session, seeker_id, reason, staff_id, now, real_now))


def reopen_my_page(seeker_id: int, *, reason: str, staff_id: int, now: datetime) -> None:
    """Let its owner in again, with the password as it was; what had ended does not come back.

    Raises:
        NotClosed: there is nothing to open.
    """
    transact(lambda session: _reopen(session, seeker_id, reason, staff_id, now))


def _close(session: Session, seeker_id: int, reason: str, staff_id: int, now: datetime, real_now: datetime) -> None:
    seeker = lock_seeker(session, seeker_id)
    if closure_of(session, seeker_id) is not None:
        raise ClosedAlready(None)
    closure = Closure(seeker_id=seeker_id, reason=reason, closed_at=now, closed_by_staff_id=staff_id)
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
    closure.reopened_at, closure.reopened_by_staff_id, closure.reopen_reason = now, staff_id, reason
    session.flush()
    if seeker.my_page_opened:
        announce_my_page_reopened(session, closure, now=now)
    record(session, actor=f"staff:{staff_id}", act="reopen_my_page", object_=f"seeker:{seeker_id}", now=now)
