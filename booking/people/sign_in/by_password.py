"""Signing in with a password. Moments here are real time, not the office's clock."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.people.refusals import AccountLocked, WrongPassword
from booking.people.sign_in.kept_out import is_disabled, refuse_if_kept_out
from booking.people.sign_in.locks import OnLock, Tries, count_failure, forget_failures, refuse_while_locked
from booking.people.sign_in.passwords import password_fits
from booking.people.sign_in.second_step import Step, StepPending, WantedStep, begin_step
from booking.people.sign_in.signed_in import Entered, begin_sign_in
from booking.people.sign_in.trusted_browsers import STRANGE, AtTheDoor
from booking.tables import Account, Realm
from database.base import db
from database.transactions import transact


def no_second_step(_session: Session, _account: Account) -> Step | None:
    """The password is enough."""
    return None


def sign_in(
    *,
    realm: Realm,
    login: str,
    password: str,
    known_browser: str | None,
    browser: AtTheDoor = STRANGE,
    wanted_step: WantedStep = no_second_step,
    real_now: datetime,
    on_lock: OnLock | None = None,
) -> Entered | StepPending:
    """Check the password; answer a new sign-in, or the second step that is still to be taken.

    An address that nobody has takes as long and is locked as well: neither answer nor time tells whether it exists.
    (`on_lock` adds a moment for those that exist, at the lock alone: one measurement in half an hour tells nothing.)

    Raises:
        AccountLocked: five wrong passwords in a row, less than 30 minutes ago.
        MyPageClosed, AccountDisabled: nobody is let in, which the right password is told.
        WrongPassword: address and password do not belong together.
    """
    address = login.strip().lower()
    tries = Tries.of(realm, address, known_browser)
    account_id, password_hash = _account(realm, address)
    db.session.rollback()  # hashing takes its time; no connection waits for it
    fits = password_fits(password, password_hash)
    refuse_while_locked(db.session(), tries, real_now=real_now)
    if not fits or account_id is None:
        locked = transact(lambda session: _fail(session, account_id, tries, real_now, on_lock))
        raise locked or WrongPassword(None)
    return transact(lambda session: _go_on(session, account_id, password_hash, tries, browser, wanted_step, real_now))


def _account(realm: Realm, address: str) -> tuple[int | None, str | None]:
    """Id and password hash of the account of this address, as plain values: no row outlives the read."""
    found = db.session.execute(
        select(Account.id, Account.password_hash).where(Account.realm == realm, Account.login == address)
    ).one_or_none()
    return (found.id, found.password_hash) if found else (None, None)


def _fail(
    session: Session, account_id: int | None, tries: Tries, real_now: datetime, on_lock: OnLock | None
) -> AccountLocked | None:
    locked = count_failure(session, tries, real_now=real_now)
    if locked is None or account_id is None or on_lock is None:
        return locked
    if not is_disabled(session, account_id):  # who left is written to no more
        on_lock(session, account_id)
    return locked


def _go_on(
    session: Session,
    account_id: int,
    fitted: str | None,
    tries: Tries,
    browser: AtTheDoor,
    wanted_step: WantedStep,
    real_now: datetime,
) -> Entered | StepPending:
    """With a step to come the count stays as it is: who guesses codes would begin anew with every password."""
    refuse_while_locked(session, tries, real_now=real_now, lock=True)  # many guesses at once are one after the other
    account = session.get_one(Account, account_id, with_for_update=True, populate_existing=True)
    if account.password_hash != fitted:
        raise WrongPassword(None)  # while it was compared another was set, and every browser signed out
    refuse_if_kept_out(session, account_id)  # before a code is mailed for nothing
    step = wanted_step(session, account)
    if step is not None:
        refuse_while_locked(session, Tries.of_codes(account.realm, account.login, tries.browser), real_now=real_now)
        return begin_step(session, account_id, step, tries, real_now=real_now)
    forget_failures(session, tries)
    return begin_sign_in(session, account_id, browser=browser, real_now=real_now)
