"""Asks whoever is signed in for the password once more, before what would give somebody else the account.

Wrong ones count with those of the sign-in: who finds a browser open guesses no more often than a stranger. Moments are
real time.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from booking.people.refusals import WrongPassword
from booking.people.sign_in.locks import OnLock, Tries, count_failure, forget_failures, refuse_while_locked
from booking.people.sign_in.passwords import password_fits
from booking.tables import Account
from database.base import db
from database.transactions import transact


def check_own_password(
    account_id: int, password: str, *, known_browser: str | None, real_now: datetime, on_lock: OnLock | None = None
) -> str:
    """Answer the hash that `password` fits.

    Raises:
        WrongPassword: it is another one.
        AccountLocked: five wrong ones in a row, less than 30 minutes ago.
    """
    account = db.session.get_one(Account, account_id)
    tries, password_hash = Tries.of(account.realm, account.login, known_browser), account.password_hash
    db.session.rollback()  # hashing takes its time; no connection waits for it
    fits = password_fits(password, password_hash)
    refuse_while_locked(db.session(), tries, real_now=real_now)
    if password_hash is None or not fits:
        raise transact(lambda session: _fail(session, account_id, tries, real_now, on_lock))
    transact(lambda session: forget_failures(session, tries))
    return password_hash


def _fail(session: Session, account_id: int, tries: Tries, real_now: datetime, on_lock: OnLock | None) -> Exception:
    locked = count_failure(session, tries, real_now=real_now)
    if locked is not None and on_lock is not None:
        on_lock(session, account_id)
    return locked or WrongPassword(None)
