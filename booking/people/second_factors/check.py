"""Whether somebody shows their second factor: a code of a program, a recovery code, a passkey. Each is taken once."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.announcements.accounts import announce_code_locked
from booking.announcements.staff import announce_to_staff
from booking.audit.record import record
from booking.core.keys import DataKeys
from booking.core.refusals import Refusal
from booking.people.passkeys.show import Answer, check_answer
from booking.people.refusals import WrongCode
from booking.people.second_factors.recovery_codes import use_recovery_code
from booking.people.second_factors.totp import step_of_code
from booking.people.sign_in.locks import Tries, count_failure, forget_failures, refuse_while_locked
from booking.people.sign_in.second_step import Fits
from booking.tables import Account, PendingSignIn, TotpSecret
from database.afresh import read_afresh
from database.transactions import transact

T = TypeVar("T")

# Whether who is signed in shows a second factor, asked under the lock of the account, in the transaction of what it is
# for. A refusal is answered, not raised: what was counted is to stay.
Proof = Callable[[Session, Account], Refusal | None]


def second_factor_fits(typed: str, *, keys: DataKeys, now: datetime, real_now: datetime) -> Fits:
    """Whether `typed` (as `read_key` has it) shows the second factor of who signs in."""

    def fits(session: Session, pending: PendingSignIn) -> bool:
        return _fits(session, session.get_one(Account, pending.account_id), typed, keys, now, real_now)

    return fits


def act_with(account_id: int, proof: Proof, act: Callable[[Session, Account], T]) -> T:
    """Do `act` for who is signed in and shows the second factor: an open screen alone changes none.

    What `act` refuses leaves a code as good as it was.

    Raises:
        Refusal: whatever the proof refuses; see `by_code` and `by_passkey`.
    """
    outcome = transact(lambda session: _act_with(session, account_id, proof, act))
    if isinstance(outcome, Refusal):
        raise outcome
    return outcome


def by_code(typed: str, *, known_browser: str | None, keys: DataKeys, now: datetime, real_now: datetime) -> Proof:
    """By a code of the program, or a recovery code; wrong ones count with those of the sign-in.

    It refuses with WrongCode, or with AccountLocked at the fifth wrong one in a row.
    """

    def proof(session: Session, account: Account) -> Refusal | None:
        tries = Tries.of_codes(account.realm, account.login, known_browser)
        refuse_while_locked(session, tries, real_now=real_now, lock=True)
        if not _fits(session, account, typed, keys, now, real_now):
            locked = count_failure(session, tries, real_now=real_now)
            if locked is not None:
                announce_code_locked(session, account.id, now=now)
            return locked or WrongCode(None)
        forget_failures(session, tries)
        return None

    return proof


def by_passkey(answer: Answer, *, now: datetime, real_now: datetime) -> Proof:
    """By one of the account's own passkeys; nothing can be guessed, so that wrong ones are not counted.

    It refuses with WrongPasskey or PasskeyCopied.
    """

    def proof(session: Session, account: Account) -> Refusal | None:
        found = check_answer(session, answer, account.realm, only=account.id, now=now, real_now=real_now)
        return found if isinstance(found, Refusal) else None

    return proof


def _act_with(session: Session, account_id: int, proof: Proof, act: Callable[[Session, Account], T]) -> T | Refusal:
    account = session.get_one(Account, account_id, with_for_update=True)
    refused = proof(session, account)
    return act(session, account) if refused is None else refused


def _fits(session: Session, account: Account, typed: str, keys: DataKeys, now: datetime, real_now: datetime) -> bool:
    if _totp_fits(session, account.id, typed, keys, real_now):
        return True
    if not use_recovery_code(session, account.id, typed, real_now=real_now):
        return False
    actor = f"staff:{account.staff_id}"
    record(session, actor=actor, act="use_recovery_code", object_=f"account:{account.id}", now=now)
    announce_to_staff(session, "staff_recovery_code_used", account, now=now)
    return True


def _totp_fits(session: Session, account_id: int, typed: str, keys: DataKeys, real_now: datetime) -> bool:
    """Under the lock of its row: of two who come with one code at once the second comes too late."""
    query = select(TotpSecret).where(TotpSecret.account_id == account_id).with_for_update()
    found = read_afresh(session, query).one_or_none()
    if found is None:
        return False
    step = step_of_code(keys.open(found.secret_sealed), typed, after=found.last_step, real_now=real_now)
    if step is None:
        return False
    found.last_step = step
    session.flush()
    return True
