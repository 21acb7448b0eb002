"""Whoever is signed in chooses a new password. Moments called `real_now` are real time, `now` is the office's clock."""

from datetime import datetime

from sqlalchemy.orm import Session

from booking.announcements.accounts import announce_password_changed
from booking.audit.record import record
from booking.people.principals import Principal
from booking.people.refusals import WrongPassword
from booking.people.sign_in.locks import OnLock
from booking.people.sign_in.mail_codes import forget_codes
from booking.people.sign_in.own_password import check_own_password
from booking.people.sign_in.passwords import hash_password
from booking.people.sign_in.signed_in import end_sign_ins_but
from booking.people.sign_in.trusted_browsers import end_trust
from booking.tables import Account
from database.transactions import transact


def change_password(
    who: Principal,
    old: str,
    new: str,
    *,
    token: str,
    known_browser: str | None,
    now: datetime,
    real_now: datetime,
    on_lock: OnLock | None = None,
) -> str:
    """Set `new` (one that `password_problem` finds nothing wrong with); answer the new token of this browser's sign-in.

    Every other browser is signed out, and none skips the one-time password any more. `token` is this browser's.

    Raises:
        WrongPassword: `old` is another one.
        AccountLocked: five wrong ones in a row, less than 30 minutes ago.
    """
    fitted = check_own_password(who.account_id, old, known_browser=known_browser, real_now=real_now, on_lock=on_lock)
    hashed = hash_password(new)  # it takes its time: no transaction waits for it
    return transact(lambda session: _change(session, who, fitted, hashed, token, now))


def _change(session: Session, who: Principal, fitted: str, hashed: str, token: str, now: datetime) -> str:
    account = session.get_one(Account, who.account_id, with_for_update=True, populate_existing=True)
    if account.password_hash != fitted:
        raise WrongPassword(None)  # it was changed in another browser meanwhile
    account.password_hash = hashed
    renewed = end_sign_ins_but(session, account.id, token)
    end_trust(session, account.id)
    forget_codes(session, account.id)
    if who.seeker_id is not None:
        announce_password_changed(session, who.seeker_id, now=now)
    record(session, actor=who.actor, act="change_password", object_=f"account:{account.id}", now=now)
    return renewed
