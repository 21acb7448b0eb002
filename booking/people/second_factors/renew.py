"""What staff do about their own second factor while they are signed in."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from booking.audit.record import record
from booking.core.keys import DataKeys
from booking.people.refusals import WrongCode
from booking.people.second_factors.check import Proof, act_with
from booking.people.second_factors.factors import forget_program, second_factors_of
from booking.people.second_factors.recovery_codes import keep_recovery_codes
from booking.people.second_factors.set_up import SetUp, keep_if_fits
from booking.tables import Account
from database.transactions import transact


def set_up_first(
    account_id: int, set_up: SetUp, typed: str, *, keys: DataKeys, now: datetime, real_now: datetime
) -> None:
    """Set up a second factor where there is none yet.

    Raises:
        WrongCode: it is no code of the new program, or there is a second factor by now, which `typed` says nothing of.
    """
    kept = transact(lambda session: _set_up_first(session, account_id, set_up, typed, keys, now, real_now))
    if not kept:
        raise WrongCode(None)


def replace_program(
    account_id: int, set_up: SetUp, typed: str, proof: Proof, *, keys: DataKeys, now: datetime, real_now: datetime
) -> None:
    """Set up a new program, of which `typed` is a code, by showing what one has now.

    Raises:
        WrongCode: it is no code of the new program. Nothing was changed.
        Refusal: see `act_with`.
    """

    def act(session: Session, account: Account) -> None:
        if not keep_if_fits(session, account, set_up, typed, keys=keys, now=now, real_now=real_now):
            raise WrongCode(None)

    act_with(account_id, proof, act)


def renew_recovery_codes(
    account_id: int, codes: Collection[str], proof: Proof, *, now: datetime, real_now: datetime
) -> None:
    """Take new recovery codes; the older ones are good no more.

    Raises:
        Refusal: see `act_with`. Nothing was changed.
    """

    def act(session: Session, account: Account) -> None:
        keep_recovery_codes(session, account.id, codes, real_now=real_now)
        _record(session, account, "renew_recovery_codes", now)

    act_with(account_id, proof, act)


def give_up_second_factor(account_id: int, proof: Proof, *, now: datetime) -> None:
    """Do without the program, where none is required; passkeys stay, and with them the recovery codes.

    Raises:
        Refusal: see `act_with`. Nothing was changed.
    """

    def act(session: Session, account: Account) -> None:
        forget_program(session, account.id)
        _record(session, account, "give_up_second_factor", now)

    act_with(account_id, proof, act)


def _set_up_first(
    session: Session, account_id: int, set_up: SetUp, typed: str, keys: DataKeys, now: datetime, real_now: datetime
) -> bool:
    account = session.get_one(Account, account_id, with_for_update=True)
    if second_factors_of(session, account.id).any:
        return False
    return keep_if_fits(session, account, set_up, typed, keys=keys, now=now, real_now=real_now)


def _record(session: Session, account: Account, act: str, now: datetime) -> None:
    record(session, actor=f"staff:{account.staff_id}", act=act, object_=f"account:{account.id}", now=now)
