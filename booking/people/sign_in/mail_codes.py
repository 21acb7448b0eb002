"""The one-time password of my-page: six digits by mail after the right password (my-page guide).

Moments called `real_now` are real time, `now` is the office's clock.
"""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from booking.announcements.keys import announce_key
from booking.core.keys import DataKeys
from booking.people.account_keys.make import Asker, KeyRequest, is_mailed, make_key
from booking.people.account_keys.shape import new_code
from booking.people.account_keys.spend import key_fits
from booking.people.refusals import TooManyCodes
from booking.people.sign_in.second_step import STEP_LASTS, Fits, Step, WantedStep, locked_step
from booking.people.sign_in.trusted_browsers import AtTheDoor, trusted
from booking.tables import Account, AccountKey, KeyPurpose, PendingSignIn, SecondStep
from database.transactions import transact


def code_unless_trusted(
    browser: AtTheDoor, asker: Asker, *, keys: DataKeys, now: datetime, real_now: datetime
) -> WantedStep:
    """Mail a code to who gave the right password, but in a browser that skips it.

    It raises TooManyCodes when the mailbox has had many that nobody used: whoever asks has shown the password, and may
    know.
    """

    def wanted(session: Session, account: Account) -> Step | None:
        if trusted(session, account.id, browser.trusted, real_now=real_now) is not None:
            return None
        code = _mail(session, account, asker, None, keys, now, real_now)
        return Step(SecondStep.MAIL_CODE, code.id)

    return wanted


def code_fits(typed: str, *, real_now: datetime) -> Fits:
    """Whether `typed` is the newest code that this browser was sent."""

    def fits(session: Session, pending: PendingSignIn) -> bool:
        sent = pending.key_id
        return sent is not None and key_fits(session, sent, typed, purpose=KeyPurpose.SIGN_IN, real_now=real_now)

    return fits


def send_another_code(token: str, asker: Asker, *, keys: DataKeys, now: datetime, real_now: datetime) -> None:
    """Mail a new code, with which the one before ends; the ten minutes begin anew.

    Raises:
        StepEnded: the browser is at no step of this kind (any more).
        TooManyCodes: the mailbox has had many that nobody used; the code before stays good.
    """
    transact(lambda session: _send_another(session, token, asker, keys, now, real_now))


def forget_codes(session: Session, account_id: int) -> None:
    """End the codes of an account, and count its mails anew: whoever knew the password may have used them all up."""
    session.execute(
        delete(AccountKey).where(AccountKey.account_id == account_id, AccountKey.purpose == KeyPurpose.SIGN_IN)
    )


def _send_another(
    session: Session, token: str, asker: Asker, keys: DataKeys, now: datetime, real_now: datetime
) -> None:
    pending = locked_step(session, token, kind=SecondStep.MAIL_CODE, real_now=real_now)
    account = session.get_one(Account, pending.account_id)
    pending.key_id = _mail(session, account, asker, pending.key_id, keys, now, real_now).id
    pending.ends_at = real_now + STEP_LASTS


def _mail(
    session: Session,
    account: Account,
    asker: Asker,
    replaces: int | None,
    keys: DataKeys,
    now: datetime,
    real_now: datetime,
) -> AccountKey:
    request = KeyRequest(KeyPurpose.SIGN_IN, account.login, asker, account.id, replaces=replaces)
    made = make_key(session, request, new_code(), keys=keys, lasts=STEP_LASTS, real_now=real_now)
    if not is_mailed(made):
        raise TooManyCodes(None)
    announce_key(session, "sign_in_code", made, now=now)
    return made
