"""Takes the second factor away from a colleague who has lost it: with the next password they set up another one."""

from datetime import datetime

from sqlalchemy.orm import Session

from booking.announcements.staff import announce_to_staff
from booking.audit.record import record
from booking.people.second_factors.factors import forget_second_factors
from booking.people.sign_in.locks import forget_all_wrong_codes
from booking.people.sign_in.signed_in import end_sign_ins
from booking.people.staff_accounts.add import account_of_staff
from booking.people.staff_accounts.charge import colleague_of
from database.transactions import transact


def reset_second_factor(staff_id: int, *, by: int, now: datetime) -> None:
    """Take it away, sign every browser out, and tell the colleague by mail, who may not have asked for it.

    Raises:
        NotInCharge, OwnAccount: see `colleague_of`. An own one is replaced by showing it.
    """
    transact(lambda session: _reset(session, staff_id, by, now))


def _reset(session: Session, staff_id: int, by: int, now: datetime) -> None:
    colleague_of(session, staff_id, by=by)
    account = account_of_staff(session, staff_id)
    forget_second_factors(session, account.id)
    forget_all_wrong_codes(session, account.realm, account.login)
    end_sign_ins(session, account.id)
    announce_to_staff(session, "staff_second_factor_reset", account, now=now)
    record(session, actor=f"staff:{by}", act="reset_second_factor", object_=f"staff:{staff_id}", now=now)
