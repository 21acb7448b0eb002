"""Passkeys of staff as their second factor: set up at the door, and another one while they are signed in."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from booking.audit.record import record
from booking.people.passkeys.ceremonies import NewPasskey
from booking.people.passkeys.make import begin_passkey, keep_passkey
from booking.people.refusals import StepEnded, WrongCode
from booking.people.second_factors.check import Proof, act_with
from booking.people.second_factors.factors import second_factors_of
from booking.people.second_factors.recovery_codes import keep_recovery_codes
from booking.people.sign_in.second_step import Fits
from booking.tables import Account, PendingSignIn
from database.transactions import transact


def begin_passkey_of_staff(account_id: int, proof: Proof | None, *, real_now: datetime) -> str:
    """The challenge for a passkey of who has just given the password and, by `proof`, shown what they have beside it.

    Raises:
        WrongCode: there is no proof, and a second factor.
        TooManyPasskeys: see `begin_passkey`.
        Refusal: see `act_with`.
    """
    if proof is None:
        return transact(lambda session: _begin_first(session, account_id, real_now))
    return act_with(account_id, proof, lambda session, account: begin_passkey(session, account.id, real_now=real_now))


def keep_passkey_of_staff(
    account_id: int, made: NewPasskey, codes: Collection[str], *, name: str, now: datetime, real_now: datetime
) -> bool:
    """Keep a passkey that was checked; whether it is the first second factor, for which `codes` stand in from now on.

    Raises:
        PasskeyNotMade, TooManyPasskeys: see `keep_passkey`.
    """
    return transact(lambda session: _keep(session, account_id, made, codes, name, now, real_now))


def passkey_set_up_fits(
    made: NewPasskey, codes: Collection[str], *, name: str, now: datetime, real_now: datetime
) -> Fits:
    """Let a passkey that was checked be the second factor of who sets one up at the door.

    It raises StepEnded when the account got one in another browser meanwhile, as `set_up_fits` does, and what
    `keep_passkey` raises.
    """

    def fits(session: Session, pending: PendingSignIn) -> bool:
        account = session.get_one(Account, pending.account_id, with_for_update=True)
        if second_factors_of(session, account.id).any:
            raise StepEnded(None)
        return _keep(session, account.id, made, codes, name, now, real_now)

    return fits


def _begin_first(session: Session, account_id: int, real_now: datetime) -> str:
    account = session.get_one(Account, account_id, with_for_update=True)
    if second_factors_of(session, account.id).any:
        raise WrongCode(None)
    return begin_passkey(session, account.id, real_now=real_now)


def _keep(
    session: Session,
    account_id: int,
    made: NewPasskey,
    codes: Collection[str],
    name: str,
    now: datetime,
    real_now: datetime,
) -> bool:
    account = session.get_one(Account, account_id, with_for_update=True)
    is_first = not second_factors_of(session, account.id).any
    keep_passkey(session, account.id, made, name=name, now=now, real_now=real_now)
    if is_first:
        keep_recovery_codes(session, account.id, codes, real_now=real_now)
        actor = f"staff:{account.staff_id}"
        record(session, actor=actor, act="set_up_second_factor", object_=f"account:{account.id}", now=now)
    return is_first
