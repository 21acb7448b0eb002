"""Accounts that no registration came of are emptied, and what was typed is deleted (online leaflet, p. 6 and 7).

As of those who leave the row stays, as a number: audit lines name accounts by id, and SQLite would give a deleted id
again.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from booking.core.erasure import Night, Retention, in_batches
from booking.people.accounts.empty import empty_account
from booking.portal.registration.deadline import DAYS
from booking.tables import Account, OnlineRegistration, Realm
from calendars.office_time import day_of, midnight

_AT_ONCE = 20

_UNREGISTERED = (Account.realm == Realm.MY_PAGE) & Account.seeker_id.is_(None)


def without_registration() -> tuple[ColumnElement[bool], ...]:
    """That an account of the my-page has no seeker, and that nothing was typed with it."""
    return _UNREGISTERED, ~exists().where(OnlineRegistration.account_id == Account.id)


def _due(night: Night) -> ColumnElement[bool]:
    """Begun fifteen days ago or earlier; or opened so long ago (in real time), and nothing was ever typed."""
    too_old = select(OnlineRegistration.account_id).where(
        OnlineRegistration.kept_on < day_of(night.now) - timedelta(days=DAYS), OnlineRegistration.sent_at.is_(None)
    )
    opened_before = midnight(day_of(night.real_now) - timedelta(days=DAYS))
    return or_(
        _UNREGISTERED & Account.id.in_(too_old), and_(Account.opened_at < opened_before, *without_registration())
    )


def _empty_some(session: Session, due: ColumnElement[bool], real_now: datetime) -> int:
    """Behind the lock that `send_registration` takes: whoever registers at this moment is left alone."""
    accounts = session.scalars(select(Account).where(due).limit(_AT_ONCE).with_for_update()).all()
    for account in accounts:
        empty_account(session, account, real_now=real_now)
    return len(accounts)


def _erase(night: Night) -> int:
    due = _due(night)
    return in_batches(lambda session: _empty_some(session, due, night.real_now))


RETAINED = (Retention("accounts without a registration", _erase),)
