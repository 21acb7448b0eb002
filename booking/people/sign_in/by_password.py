"""Signing in with a password. Moments here are real time, not the office's clock."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from booking.people.refusals import AccountLocked, WrongPassword
from booking.people.sign_in.locks import LOCK, Tries, count_failure, forget_failures, refuse_while_locked
from booking.people.sign_in.passwords import password_fits
from booking.people.sign_in.signed_in import begin_sign_in
from booking.tables import Account, Realm, Staff
from database.base import db
from database.transactions import transact

# Called with the id of an account, in the transaction that locks it.
OnLock = Callable[[Session, int], None]


def sign_in(
    *,
    realm: Realm,
    login: str,
    password: str,
    known_browser: str | None,
    real_now: datetime,
    on_lock: OnLock | None = None,
) -> str:
    """Check the password and answer the token of a new sign-in; only its hash is kept.

    An address that nobody has takes as long and is locked as well: neither answer nor time tells whether it exists.
    (`on_lock` adds a moment for those that exist, at the lock alone: one measurement in half an hour tells nothing.)

    Raises:
        AccountLocked: five wrong passwords in a row, less than 30 minutes ago.
        WrongPassword: address and password do not belong together.
    """
    address = login.strip().lower()
    tries = Tries.of(realm, address, known_browser)
    account_id, password_hash = _account(realm, address)
    db.session.rollback()  # hashing takes its time; no connection waits for it
    fits = password_fits(password, password_hash)
    refuse_while_locked(db.session(), tries, real_now=real_now)
    if not fits or account_id is None:
        if transact(lambda session: _fail(session, account_id, tries, real_now, on_lock)):
            raise AccountLocked(None, int(LOCK.total_seconds()) // 60)
        raise WrongPassword(None)
    return transact(lambda session: _begin(session, account_id, tries, real_now))


def _account(realm: Realm, address: str) -> tuple[int | None, str | None]:
    """Id and password hash of the account of this address, as plain values: no row outlives the read.

    Staff who left have none.
    """
    found = db.session.execute(
        select(Account.id, Account.password_hash)
        .outerjoin(Staff, Staff.id == Account.staff_id)
        .where(Account.realm == realm, Account.login == address, or_(Staff.id.is_(None), Staff.active))
    ).one_or_none()
    return (found.id, found.password_hash) if found else (None, None)


def _fail(session: Session, account_id: int | None, tries: Tries, real_now: datetime, on_lock: OnLock | None) -> bool:
    locked = count_failure(session, tries, real_now=real_now)
    if locked and account_id is not None and on_lock is not None:
        on_lock(session, account_id)
    return locked


def _begin(session: Session, account_id: int, tries: Tries, real_now: datetime) -> str:
    refuse_while_locked(session, tries, real_now=real_now, lock=True)  # many guesses at once are one after the other
    forget_failures(session, tries)
    return begin_sign_in(session, account_id, real_now=real_now)
