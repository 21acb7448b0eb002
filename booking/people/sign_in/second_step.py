"""Between the right password and the sign-in: a second step, the same way for whatever it asks (decision 0048).

Which step somebody needs is asked once the password is right (`WantedStep`); it signs nobody in until it is taken.
Wrong codes that came by mail count with wrong passwords, so that five of both together lock; other wrong codes count
apart (`_tries`). Moments are real time.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from booking.core.keys import token_hash
from booking.core.refusals import Refusal
from booking.people.refusals import StepEnded, WrongCode
from booking.people.sign_in.locks import OnLock, Tries, count_failure, forget_failures, refuse_while_locked
from booking.people.sign_in.signed_in import Entered, begin_sign_in
from booking.people.sign_in.trusted_browsers import AtTheDoor, trust
from booking.tables import Account, PendingSignIn, SecondStep
from database.afresh import read_afresh
from database.base import db
from database.transactions import transact

STEP_LASTS = timedelta(minutes=10)


@dataclass(frozen=True)
class Step:
    """What is still to be shown; `key_id` is the key that was mailed for it."""

    kind: SecondStep
    key_id: int | None = None


@dataclass(frozen=True)
class StepPending:
    """What the browser keeps until the step is taken. The token signs nobody in."""

    token: str = field(repr=False)
    kind: SecondStep


# Which step an account needs, asked in the transaction that follows the right password; None: it is signed in at once.
WantedStep = Callable[[Session, Account], Step | None]

# Whether what was typed is right, asked in the transaction that takes the step.
Fits = Callable[[Session, PendingSignIn], bool]


def begin_step(session: Session, account_id: int, step: Step, tries: Tries, *, real_now: datetime) -> StepPending:
    """Let this browser go on to a second step, for ten minutes."""
    token = secrets.token_urlsafe(32)
    session.add(
        PendingSignIn(
            token_hash=token_hash(token),
            account_id=account_id,
            step=step.kind,
            browser=tries.browser,
            key_id=step.key_id,
            ends_at=real_now + STEP_LASTS,
        )
    )
    return StepPending(token, step.kind)


def account_of_step(token: str | None, *, kind: SecondStep, real_now: datetime) -> Account | None:
    """Whose step of this kind a browser is at; None when it is at none (any more)."""
    if token is None:
        return None
    pending = db.session.scalar(_row(token).where(PendingSignIn.step == kind))
    return db.session.get_one(Account, pending.account_id) if pending and pending.ends_at > real_now else None


def take_step(
    token: str,
    *,
    kind: SecondStep,
    fits: Fits,
    browser: AtTheDoor,
    trusts: bool = False,
    real_now: datetime,
    on_lock: OnLock | None = None,
) -> Entered:
    """Sign the browser in if what was typed `fits`; it skips this step for three months if it `trusts`.

    Of two at once one is signed in. What does not fit is counted.

    Raises:
        WrongCode: another one.
        AccountLocked: the fifth wrong code or password in a row; one begins with the password when the lock is over.
        StepEnded: ten minutes are over, or the account's browsers were all signed out meanwhile.
    """
    outcome = transact(lambda session: _take(session, token, kind, fits, browser, trusts, real_now, on_lock))
    if isinstance(outcome, Refusal):
        raise outcome
    return outcome


def locked_step(session: Session, token: str, *, kind: SecondStep, real_now: datetime) -> PendingSignIn:
    """The step that a browser is at, so that nobody takes it meanwhile.

    Raises:
        StepEnded: it is at none (any more).
    """
    pending = read_afresh(session, _row(token).where(PendingSignIn.step == kind).with_for_update()).one_or_none()
    if pending is None or pending.ends_at <= real_now:
        raise StepEnded(None)
    return pending


def _take(
    session: Session,
    token: str,
    kind: SecondStep,
    fits: Fits,
    browser: AtTheDoor,
    trusts: bool,
    real_now: datetime,
    on_lock: OnLock | None,
) -> Entered | Refusal:
    """Refusals of what does not fit are answered, not raised: the count is to stay."""
    pending = locked_step(session, token, kind=kind, real_now=real_now)
    account = session.get_one(Account, pending.account_id)
    tries = _tries(account, pending)
    refuse_while_locked(session, tries, real_now=real_now, lock=True)
    if not fits(session, pending):
        return _count_wrong(session, pending, tries, real_now, on_lock)
    forget_failures(session, tries)
    forget_failures(session, Tries.of(account.realm, account.login, pending.browser))
    session.delete(pending)
    session.flush()
    if not trusts:
        return begin_sign_in(session, account.id, browser=browser, real_now=real_now)
    trusted = trust(session, account.id, agent=browser.agent, real_now=real_now)
    entered = begin_sign_in(session, account.id, browser=AtTheDoor(browser.agent, (trusted,)), real_now=real_now)
    return replace(entered, trusted=trusted)


def _tries(account: Account, pending: PendingSignIn) -> Tries:
    """Codes by mail count with passwords, since whoever reads the mailbox may set one; other codes count apart."""
    count = Tries.of if pending.step is SecondStep.MAIL_CODE else Tries.of_codes
    return count(account.realm, account.login, pending.browser)


def _count_wrong(
    session: Session, pending: PendingSignIn, tries: Tries, real_now: datetime, on_lock: OnLock | None
) -> Refusal:
    locked = count_failure(session, tries, real_now=real_now)
    if locked is None:
        return WrongCode(None)
    if on_lock is not None:
        on_lock(session, pending.account_id)
    session.delete(pending)
    return locked


def _row(token: str) -> Select[PendingSignIn]:
    return select(PendingSignIn).where(PendingSignIn.token_hash == token_hash(token))
