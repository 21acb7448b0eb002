"""「退会」 before the registration: there is nothing but the account, and what was typed so far."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.audit.record import record
from booking.people.accounts.empty import empty_account
from booking.people.sign_in.own_password import check_own_password
from booking.tables import Account
from database.afresh import read_afresh
from database.transactions import transact


def leave_unregistered(
    account_id: int, password: str, *, known_browser: str | None, now: datetime, real_now: datetime
) -> bool:
    """Empty the account; False if its owner has registered meanwhile, and nothing has ended. Nobody is mailed.

    Raises:
        WrongPassword, AccountLocked: nothing has ended.
    """
    check_own_password(account_id, password, known_browser=known_browser, real_now=real_now)
    return transact(lambda session: _leave(session, account_id, now, real_now))


def _leave(session: Session, account_id: int, now: datetime, real_now: datetime) -> bool:
    account = read_afresh(session, select(Account).where(Account.id == account_id).with_for_update()).one()
    if account.seeker_id is not None:
        return False
    empty_account(session, account, real_now=real_now)
    by = f"account:{account_id}"
    record(session, actor=by, act="leave", object_=by, now=now)
    return True
