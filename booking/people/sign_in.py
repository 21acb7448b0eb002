"""Signing in and out. Moments here are real time, not the office's clock."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from booking.core.keys import token_hash
from booking.people.passwords import password_fits
from booking.people.principals import Principal
from booking.people.refusals import AccountLocked, WrongPassword
from booking.people.sign_in_locks import LOCK, Tries, count_failure, forget_failures, refuse_while_locked
from booking.tables import Account, Realm, Seeker, SignIn, Staff, StaffOffice
from database.base import db
from database.transactions import transact

LONGEST_SIGN_IN = timedelta(hours=12)


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


def sign_out(token: str) -> None:
    """End the sign-in of `token`; an unknown one is no error."""
    transact(lambda session: session.execute(delete(SignIn).where(SignIn.token_hash == token_hash(token))))


def principal_of(token: str, *, real_now: datetime) -> Principal | None:
    """Who is signed in with `token`; None when it ended or never was."""
    account = db.session.scalar(
        select(Account).join(SignIn).where(SignIn.token_hash == token_hash(token), SignIn.ends_at > real_now)
    )
    return principal_of_account(account) if account is not None else None


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


def principal_of_account(account: Account) -> Principal | None:
    """Whose account it is; None for staff who have left."""
    if account.seeker_id is not None:
        seeker = db.session.get_one(Seeker, account.seeker_id)
        return Principal(account.id, account.realm, seeker.name, seeker_id=seeker.id)
    staff = db.session.get_one(Staff, account.staff_id)
    if not staff.active:
        return None
    offices = db.session.scalars(select(StaffOffice.office_id).where(StaffOffice.staff_id == staff.id))
    return Principal(
        account.id,
        account.realm,
        staff.name,
        staff_id=staff.id,
        role=staff.role,
        office_ids=frozenset(offices),
    )


def _fail(session: Session, account_id: int | None, tries: Tries, real_now: datetime, on_lock: OnLock | None) -> bool:
    locked = count_failure(session, tries, real_now=real_now)
    if locked and account_id is not None and on_lock is not None:
        on_lock(session, account_id)
    return locked


def _begin(session: Session, account_id: int, tries: Tries, real_now: datetime) -> str:
    refuse_while_locked(session, tries, real_now=real_now, lock=True)  # many guesses at once are one after the other
    forget_failures(session, tries)
    session.execute(delete(SignIn).where(SignIn.account_id == account_id, SignIn.ends_at <= real_now))
    token = secrets.token_urlsafe(32)
    session.add(SignIn(token_hash=token_hash(token), account_id=account_id, ends_at=real_now + LONGEST_SIGN_IN))
    return token
