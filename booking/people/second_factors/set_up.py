"""Sets up the program that computes codes, once it has shown one."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from booking.audit.record import record
from booking.core.keys import DataKeys
from booking.people.refusals import StepEnded
from booking.people.second_factors.factors import forget_program, second_factors_of
from booking.people.second_factors.recovery_codes import keep_recovery_codes
from booking.people.second_factors.totp import step_of_code
from booking.people.sign_in.second_step import Fits
from booking.tables import Account, PendingSignIn, TotpSecret


@dataclass(frozen=True)
class SetUp:
    """What is set up: the secret of the program, and the recovery codes that are shown with it."""

    secret: str = field(repr=False)
    recovery_codes: Collection[str] = field(repr=False)


def set_up_fits(set_up: SetUp, typed: str, *, keys: DataKeys, now: datetime, real_now: datetime) -> Fits:
    """Whether `typed` is a code of the new program, which is the account's from then on.

    It raises StepEnded when the account got one in another browser meanwhile: nobody replaces a second factor who knows
    the password alone.
    """

    def fits(session: Session, pending: PendingSignIn) -> bool:
        account = session.get_one(Account, pending.account_id, with_for_update=True)
        if second_factors_of(session, account.id).any:
            raise StepEnded(None)
        return keep_if_fits(session, account, set_up, typed, keys=keys, now=now, real_now=real_now)

    return fits


def keep_if_fits(
    session: Session,
    account: Account,
    set_up: SetUp,
    typed: str,
    *,
    keys: DataKeys,
    now: datetime,
    real_now: datetime,
) -> bool:
    """Let the program be the account's second factor, instead of any other, if `typed` is a code of it.

    Whoever calls has locked the account.
    """
    step = step_of_code(set_up.secret, typed, after=0, real_now=real_now)
    if step is None:
        return False
    forget_program(session, account.id)
    sealed = keys.seal(set_up.secret)
    session.add(TotpSecret(account_id=account.id, secret_sealed=sealed, set_up_at=real_now, last_step=step))
    keep_recovery_codes(session, account.id, set_up.recovery_codes, real_now=real_now)
    actor = f"staff:{account.staff_id}"
    record(session, actor=actor, act="set_up_second_factor", object_=f"account:{account.id}", now=now)
    return True
