"""Whether a my-page is closed (利用不可); asked by every way into it (rules.md#closed-my-page)."""

from typing import Any

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from booking.availability.offices import contact_of
from booking.people.refusals import MyPageClosed
from booking.tables import Account, Closure, Seeker
from database.base import table_of

_closures = table_of(Closure).c


def is_closed(seeker_id: Any) -> ColumnElement[bool]:
    """The condition that the my-page of the seeker in this column is closed; false where the column is NULL."""
    return exists(_closures.id).where(_closures.seeker_id == seeker_id, _closures.reopened_at.is_(None))


def closure_of(session: Session, seeker_id: int) -> Closure | None:
    """The closure that lasts."""
    return session.scalar(select(Closure).where(Closure.seeker_id == seeker_id, Closure.reopened_at.is_(None)))


def refuse_if_closed(session: Session, account_id: int) -> None:
    """Raise MyPageClosed if nobody gets in to the my-page of this account."""
    found = session.execute(
        select(Closure.reason, Closure.last_day, Seeker)
        .join(Account, Account.seeker_id == Closure.seeker_id)
        .join(Seeker, Seeker.id == Closure.seeker_id)
        .where(Account.id == account_id, Closure.reopened_at.is_(None))
    ).one_or_none()
    if found is not None:
        raise MyPageClosed(contact_of(found.Seeker.office), found.reason, found.last_day)
