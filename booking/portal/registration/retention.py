"""Accounts that no registration came of are erased with what was typed (online leaflet, p. 6 and 7)."""

from datetime import timedelta

from sqlalchemy import ColumnElement, and_, exists, select

from booking.core.erasure import Night, Retention, delete_old
from booking.portal.registration.deadline import DAYS
from booking.tables import Account, OnlineRegistration, Realm
from calendars.office_time import day_of, midnight

_UNREGISTERED = (Account.realm == Realm.MY_PAGE) & Account.seeker_id.is_(None)


def without_registration() -> tuple[ColumnElement[bool], ...]:
    """That an account of the my-page has no seeker, and that nothing was typed with it."""
    return _UNREGISTERED, ~exists().where(OnlineRegistration.account_id == Account.id)


def _erase_drafts(night: Night) -> int:
    """Begun fifteen days ago or earlier; the account goes, and everything that is its own with it."""
    too_old = select(OnlineRegistration.account_id).where(
        OnlineRegistration.kept_on < day_of(night.now) - timedelta(days=DAYS), OnlineRegistration.sent_at.is_(None)
    )
    return delete_old(Account, _UNREGISTERED & Account.id.in_(too_old))


def _erase_accounts(night: Night) -> int:
    """Opened so long ago (in real time, as accounts are dated), and nothing was ever typed."""
    opened_before = midnight(day_of(night.real_now) - timedelta(days=DAYS))
    return delete_old(Account, and_(Account.opened_at < opened_before, *without_registration()))


RETAINED = (
    Retention("registrations that were not finished", _erase_drafts),
    Retention("accounts without a registration", _erase_accounts),
)
