"""Makes an account for a member of staff at the command line: the first ones, before anybody can invite."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.audit.record import record
from booking.people.sign_in.passwords import hash_password, random_password
from booking.people.staff_accounts.add import add_staff
from booking.tables import Office, Role
from database.transactions import transact


class UnknownOffice(Exception):
    """No office has this code."""


def create_staff(name: str, login: str, role: Role, offices: Collection[str], *, actor: str, now: datetime) -> str:
    """Make the account and answer its first password, which is kept nowhere.

    Raises:
        UnknownOffice, NameMissing, LoginTaken: nothing was made.
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
    offices = {office.code: office.id for office in session.scalars(select(Office).where(Office.code.in_(codes)))}
    for code in codes:
        if code not in offices:
            raise UnknownOffice(code)
    account = add_staff(session, name, login, role, offices.values(), password_hash=password_hash)
    record(session, actor=actor, act="create_staff", object_=f"staff:{account.staff_id}", now=now, role=role.value)
