"""The colleagues as who looks after accounts sees them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from booking.people.second_factors.factors import with_passkeys, with_program
from booking.people.staff_accounts.charge import Charge
from booking.tables import Account, AccountKey, KeyPurpose, Office, Role, Staff, StaffOffice

A_PAGE = 50


class State(Enum):
    """Whether somebody comes in with an account."""

    INVITED = auto()  # and has set no password yet
    ACTIVE = auto()
    DISABLED = auto()


@dataclass(frozen=True)
class Colleague:
    """A member of staff with their account. `is_own` is whoever looks; `is_in_charge`: who looks may change it."""

    staff_id: int
    name: str
    login: str
    role: Role
    offices: Sequence[Office]
    state: State
    invited_until: datetime | None  # real time; None: no link is good
    signed_in_at: datetime | None  # the last time, real time
    has_program: bool  # that computes codes
    has_passkey: bool
    is_own: bool
    is_in_charge: bool

    @property
    def has_second_factor(self) -> bool:
        """Whether something is asked for beside their password."""
        return self.has_program or self.has_passkey


def how_many_colleagues(session: Session, charge: Charge, *, office_id: int | None = None) -> int:
    """How many there are to see, at all offices or one."""
    return session.scalar(_visible(select(func.count(Staff.id)), charge, office_id)) or 0


def colleagues(
    session: Session, charge: Charge, *, office_id: int | None = None, skip: int = 0, real_now: datetime
) -> Sequence[Colleague]:
    """A page of them: who comes in first, then who has left; by name."""
    query = _visible(select(Staff), charge, office_id).order_by(Staff.active.desc(), Staff.name, Staff.id)
    return _shown(session, session.scalars(query.offset(skip).limit(A_PAGE)).all(), charge, real_now)


def colleague(session: Session, charge: Charge, staff_id: int, *, real_now: datetime) -> Colleague | None:
    """One of them; None for who is not to be seen."""
    found = session.scalars(_visible(select(Staff), charge, None).where(Staff.id == staff_id)).all()
    return next(iter(_shown(session, found, charge, real_now)), None)


def _visible(query: Select[Any], charge: Charge, office_id: int | None) -> Select[Any]:
    """Everybody for an administrator; for a manager who works at one of their offices."""
    if charge.role is not Role.ADMINISTRATOR:
        query = query.where(Staff.id.in_(_working_at(charge.office_ids)))
    return query if office_id is None else query.where(Staff.id.in_(_working_at({office_id})))


def _working_at(office_ids: Collection[int]) -> Select[Any]:
    return select(StaffOffice.staff_id).where(StaffOffice.office_id.in_(office_ids))


def _shown(session: Session, found: Sequence[Staff], charge: Charge, real_now: datetime) -> Sequence[Colleague]:
    ids = [staff.id for staff in found]
    offices, logins = _offices(session, ids), _accounts(session, ids)
    account_ids = [account.id for account in logins.values()]
    invited_until = _invited_until(session, account_ids, real_now)
    programs, passkeys = with_program(session, account_ids), with_passkeys(session, account_ids)
    return [
        _one(staff, logins[staff.id], offices[staff.id], invited_until, programs, passkeys, charge) for staff in found
    ]


def _one(
    staff: Staff,
    account: Account,
    offices: Sequence[Office],
    invited_until: Mapping[int, datetime],
    programs: Collection[int],
    passkeys: Collection[int],
    charge: Charge,
) -> Colleague:
    is_own = staff.id == charge.staff_id
    return Colleague(
        staff_id=staff.id,
        name=staff.name,
        login=account.login,
        role=staff.role,
        offices=offices,
        state=_state(staff, account),
        invited_until=invited_until.get(account.id),
        signed_in_at=account.signed_in_at,
        has_program=account.id in programs,
        has_passkey=account.id in passkeys,
        is_own=is_own,
        is_in_charge=not is_own and charge.covers(staff.role, {office.id for office in offices}),
    )


def _state(staff: Staff, account: Account) -> State:
    if not staff.active:
        return State.DISABLED
    return State.ACTIVE if account.password_hash is not None else State.INVITED


def _offices(session: Session, staff_ids: Collection[int]) -> Mapping[int, Sequence[Office]]:
    rows = session.execute(
        select(StaffOffice.staff_id, Office)
        .join(Office, Office.id == StaffOffice.office_id)
        .where(StaffOffice.staff_id.in_(staff_ids))
        .order_by(Office.id)
    )
    found: dict[int, list[Office]] = defaultdict(list)
    for staff_id, office in rows:
        found[staff_id].append(office)
    return found


def _accounts(session: Session, staff_ids: Collection[int]) -> Mapping[int, Account]:
    found = session.scalars(select(Account).where(Account.staff_id.in_(staff_ids)))
    return {account.staff_id: account for account in found if account.staff_id is not None}


def _invited_until(session: Session, account_ids: Collection[int], real_now: datetime) -> Mapping[int, datetime]:
    good = select(AccountKey.account_id, func.max(AccountKey.ends_at)).where(
        AccountKey.account_id.in_(account_ids),
        AccountKey.purpose == KeyPurpose.INVITE,
        AccountKey.used_at.is_(None),
        AccountKey.ends_at > real_now,
    )
    found = session.execute(good.group_by(AccountKey.account_id))
    return {account_id: ends_at for account_id, ends_at in found if account_id is not None}
