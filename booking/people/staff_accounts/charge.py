"""Who looks after whose account: administrators after everybody's, managers after those of their own offices."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from booking.people.staff_accounts.refusals import NotInCharge, OwnAccount
from booking.tables import Role, Staff, StaffOffice
from database.afresh import read_afresh

_IN_CHARGE = frozenset({Role.MANAGER, Role.ADMINISTRATOR})


@dataclass(frozen=True)
class Charge:
    """A member of staff as somebody who looks after accounts: what they have, and so may give."""

    staff_id: int
    role: Role
    office_ids: frozenset[int]

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles that they may give."""
        return tuple(role for role in Role if self.role is Role.ADMINISTRATOR or role is not Role.ADMINISTRATOR)

    def covers(self, role: Role, office_ids: Collection[int]) -> bool:
        """Whether they look after somebody with this role at these offices.

        Who works elsewhere as well is an administrator's: one office does not decide for another.
        """
        if self.role is Role.ADMINISTRATOR:
            return True
        return role in self.roles and bool(office_ids) and self.office_ids >= set(office_ids)

    def may_give(self, role: Role, office_ids: Collection[int]) -> bool:
        """Whether they may give this role at these offices; an administrator alone needs none."""
        return self.covers(role, office_ids) and (role is Role.ADMINISTRATOR or bool(office_ids))


def charge_of(session: Session, staff_id: int) -> Charge:
    """What this member of staff looks after now, locked until the transaction ends.

    Raises:
        NotInCharge: nobody's account, or not any more: they left, or have another role by now.
    """
    return _charge(session, _locked(session, [staff_id]).get(staff_id))


def colleague_of(session: Session, staff_id: int, *, by: int) -> Staff:
    """A colleague whose account `by` may change, locked until the transaction ends.

    Both are read behind the lock of all administrators, which everybody takes: of two who disable each other at once
    the second is nobody by then, and the last administrator stays.

    Raises:
        NotInCharge: `by` does not look after this account.
        OwnAccount: it is their own.
    """
    if staff_id == by:
        raise OwnAccount(None)
    found = _locked(session, [staff_id, by])
    charge, colleague = _charge(session, found.get(by)), found.get(staff_id)
    if colleague is None or not charge.covers(colleague.role, office_ids_of(session, staff_id)):
        raise NotInCharge(None)
    return colleague


def office_ids_of(session: Session, staff_id: int) -> frozenset[int]:
    """The offices to which they belong."""
    return frozenset(session.scalars(select(StaffOffice.office_id).where(StaffOffice.staff_id == staff_id)))


def _charge(session: Session, staff: Staff | None) -> Charge:
    if staff is None or not staff.active or staff.role not in _IN_CHARGE:
        raise NotInCharge(None)
    return Charge(staff.id, staff.role, office_ids_of(session, staff.id))


def _locked(session: Session, ids: Collection[int]) -> dict[int, Staff]:
    """In the order of their ids, as everybody locks them."""
    wanted = or_(Staff.role == Role.ADMINISTRATOR, Staff.id.in_(ids))
    query = select(Staff).where(wanted).order_by(Staff.id).with_for_update()
    return {staff.id: staff for staff in read_afresh(session, query)}
