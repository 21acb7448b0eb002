"""Lets somebody of the staff in again whom no colleague can help, such as the last administrator; for the operator."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.announcements.staff import announce_to_staff
from booking.audit.record import record
from booking.people.second_factors.factors import forget_second_factors
from booking.people.sign_in.locks import forget_all_failures, forget_all_wrong_codes
from booking.people.sign_in.passwords import hash_password, random_password
from booking.people.sign_in.signed_in import end_sign_ins
from booking.people.staff_accounts.links import end_links_of
from booking.tables import Account, Realm, Staff
from database.transactions import transact


class UnknownLogin(Exception):
    """No member of staff signs in with this address."""


def rescue(login: str, *, actor: str, now: datetime, real_now: datetime) -> str:
    """Enable the account, sign every browser out, take the second factor away; answer a new password, kept nowhere.

    Raises:
        UnknownLogin: nothing was changed.
    """
    password = random_password()
    hashed = hash_password(password)
    transact(lambda session: _rescue(session, login, hashed, actor, now, real_now))
    return password


def _rescue(session: Session, login: str, password_hash: str, actor: str, now: datetime, real_now: datetime) -> None:
    of_login = select(Account).where(Account.realm == Realm.DESK, Account.login == login).with_for_update()
    account = session.scalar(of_login)
    if account is None:
        raise UnknownLogin(login)
    account.password_hash = password_hash
    session.get_one(Staff, account.staff_id).active = True
    forget_second_factors(session, account.id)
    end_sign_ins(session, account.id)
    end_links_of(session, account.id, real_now=real_now)
    forget_all_failures(session, account.realm, account.login)
    forget_all_wrong_codes(session, account.realm, account.login)
    announce_to_staff(session, "staff_password_changed", account, now=now)
    record(session, actor=actor, act="rescue_staff", object_=f"staff:{account.staff_id}", now=now)
