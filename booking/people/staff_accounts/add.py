"""Adds a member of staff with their account; the caller knows that they may be added, and records it."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.core.input.clean_text import says_something
from booking.tables import Account, Realm, Role, Staff, StaffOffice


class NameMissing(Exception):
    """Nobody works here without a name: everything that they do is shown under it."""


class LoginTaken(Exception):
    """Another member of staff signs in with this address."""


def add_staff(
    session: Session, name: str, login: str, role: Role, office_ids: Collection[int], *, password_hash: str | None
) -> Account:
    """The new account; without a password nobody comes in with it yet.

    Two who take one address at once break the constraint of the table; the second is refused at the next try.

    Raises:
        NameMissing, LoginTaken: nothing was added.
    """
    if not says_something(name):
        raise NameMissing
    if session.scalar(select(Account.id).where(Account.realm == Realm.DESK, Account.login == login)):
        raise LoginTaken(login)
    links = [StaffOffice(office_id=office_id) for office_id in sorted(office_ids)]
    staff = Staff(name=name, role=role, active=True, offices=links)
    session.add(staff)
    session.flush()
    account = Account(realm=Realm.DESK, login=login, password_hash=password_hash, staff_id=staff.id)
    session.add(account)
    session.flush()
    return account


def account_of_staff(session: Session, staff_id: int) -> Account:
    """How they sign in; everybody has one account."""
    return session.scalars(select(Account).where(Account.staff_id == staff_id)).one()
