"""Signing in and out, and the lock after wrong passwords. Moments here are real time, not the office's clock."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from booking.accounts.keys import token_hash
from booking.accounts.passwords import password_fits
from booking.accounts.principals import Principal
from booking.errors import AccountLocked, WrongPassword
from booking.models import Account, Realm, Seeker, SignIn, SignInFailure, Staff, StaffOffice
from database.base import db
from database.inserting import insert_if_free
from database.transactions import transact

WRONG_TRIES = 5
LOCK = timedelta(minutes=30)  # 「30分程度」 (user manual ch. 3)
LONGEST_SIGN_IN = timedelta(hours=12)

# Wrong passwords from a browser that never signed in to the account share one count: a stranger who guesses locks out
# strangers, not the owner, whose browser is counted apart (design §9).
_STRANGERS = ""


def sign_in(*, realm: Realm, login: str, password: str, known_browser: str | None, real_now: datetime) -> str:
    """Check the password and answer the token of a new sign-in; only its hash is kept.

    Raises:
        AccountLocked: five wrong passwords in a row, less than 30 minutes ago.
        WrongPassword: address and password do not belong together.
    """
    browser = known_browser or _STRANGERS
    account_id, password_hash = _account(realm, login)
    if account_id is not None:
        _refuse_while_locked(account_id, browser, real_now)
    db.session.rollback()  # hashing takes its time; no connection waits for it
    if not password_fits(password, password_hash):
        if account_id is not None:
            _count_failure(account_id, browser, real_now)
        raise WrongPassword(None)
    assert account_id is not None  # noqa: S101  a password fits only an account
    return transact(lambda session: _begin(session, account_id, browser, real_now))


def sign_out(token: str) -> None:
    """End the sign-in of `token`; an unknown one is no error."""
    transact(lambda session: session.execute(delete(SignIn).where(SignIn.token_hash == token_hash(token))))


def principal_of(token: str, *, real_now: datetime) -> Principal | None:
    """Who is signed in with `token`; None when it ended or never was."""
    account = db.session.scalar(
        select(Account).join(SignIn).where(SignIn.token_hash == token_hash(token), SignIn.ends_at > real_now)
    )
    return _principal(account) if account is not None else None


def _account(realm: Realm, login: str) -> tuple[int | None, str | None]:
    """Id and password hash as plain values: a row would be read again after the rollback, in a new transaction."""
    found = db.session.execute(
        select(Account.id, Account.password_hash).where(Account.realm == realm, Account.login == login.strip().lower())
    ).one_or_none()
    return (found.id, found.password_hash) if found else (None, None)


def _principal(account: Account) -> Principal | None:
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


def _refuse_while_locked(account_id: int, browser: str, real_now: datetime) -> None:
    locked_until = db.session.scalar(
        select(SignInFailure.locked_until).where(
            SignInFailure.account_id == account_id, SignInFailure.browser == browser
        )
    )
    if locked_until is not None and locked_until > real_now:
        raise AccountLocked(None, _minutes(locked_until - real_now))


def _count_failure(account_id: int, browser: str, real_now: datetime) -> None:
    if transact(lambda session: _failed_once_more(session, account_id, browser, real_now)):
        raise AccountLocked(None, _minutes(LOCK))


def _failed_once_more(session: Session, account_id: int, browser: str, real_now: datetime) -> bool:
    """Count one more wrong password; answer whether it was the last."""
    fresh = {"account_id": account_id, "browser": browser, "count": 0, "locked_until": None}
    insert_if_free(session, SignInFailure, [fresh])
    failure = session.scalars(
        select(SignInFailure)
        .where(SignInFailure.account_id == account_id, SignInFailure.browser == browser)
        .with_for_update()
    ).one()
    if failure.locked_until is not None and failure.locked_until <= real_now:
        failure.count, failure.locked_until = 0, None
    failure.count += 1
    if failure.count >= WRONG_TRIES:
        failure.locked_until = real_now + LOCK
    return failure.locked_until is not None


def _begin(session: Session, account_id: int, browser: str, real_now: datetime) -> str:
    session.execute(
        delete(SignInFailure).where(SignInFailure.account_id == account_id, SignInFailure.browser == browser)
    )
    session.execute(delete(SignIn).where(SignIn.account_id == account_id, SignIn.ends_at <= real_now))
    token = secrets.token_urlsafe(32)
    session.add(SignIn(token_hash=token_hash(token), account_id=account_id, ends_at=real_now + LONGEST_SIGN_IN))
    return token


def _minutes(span: timedelta) -> int:
    return -(-int(span.total_seconds()) // 60)
