"""Makes an account for a member of staff."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.audit.record import record
from booking.people.sign_in.passwords import hash_password, random_password
from booking.tables import Account, Office, Realm, Role, Staff, StaffOffice
from database.transactions import transact


class UnknownOffice(Exception):
    """No office has this code."""


class LoginTaken(Exception):
    """Another member of staff signs in with this address."""


def create_staff(name: str, login: str, role: Role, offices: Collection[str], *, actor: str, now: datetime) -> str:
    """Make the account and answer its first password, which is kept nowhere.

    Raises:
        UnknownOffice, LoginTaken: nothing was made.
    """
    password = random_password()
    hashed = hash_password(password)
    transact(lambda session: _create(session, name, login.strip().lower(), hashed, role, offices, actor, now))
    return password


def _create(
    session: Session,
    name: str,
    login: str,
    password_hash: str,
    role: Role,
    codes: Collection[str],
    actor: str,
    now: datetime,
) -> None:
    offices = {office.code: office for office in session.scalars(select(Office).where(Office.code.in_(codes)))}
    for code in codes:
        if code not in offices:
            raise UnknownOffice(code)
    if session.scalar(select(Account.id).where(Account.realm == Realm.DESK, Account.login == login)):
        raise LoginTaken(login)
    links = [StaffOffice(office_id=office.id) for office in offices.values()]
    staff = Staff(name=name, role=role, active=True, offices=links)
    session.add(staff)
    session.flush()
    session.add(Account(realm=Realm.DESK, login=login, password_hash=password_hash, staff_id=staff.id))
    record(session, actor=actor, act="create_staff", object_=f"staff:{staff.id}", now=now, role=role.value)
