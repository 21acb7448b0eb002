"""Changes what a colleague does, and where."""

from datetime import datetime

from sqlalchemy.orm import Session

from booking.audit.record import record
from booking.people.staff_accounts.charge import charge_of, colleague_of, office_ids_of
from booking.people.staff_accounts.refusals import MoreThanOwn
from booking.tables import Role, StaffOffice
from database.transactions import transact


def change_role(staff_id: int, role: Role, office_ids: frozenset[int], *, by: int, now: datetime) -> bool:
    """Give a colleague this role at these offices, from the next page that they open; False if it was so already.

    Raises:
        NotInCharge, OwnAccount: see `colleague_of`. Nobody changes their own role.
        MoreThanOwn: `by` may not give this role at these offices.
    """
    return transact(lambda session: _change(session, staff_id, role, office_ids, by, now))


def _change(session: Session, staff_id: int, role: Role, office_ids: frozenset[int], by: int, now: datetime) -> bool:
    colleague = colleague_of(session, staff_id, by=by)
    if not charge_of(session, by).may_give(role, office_ids):
        raise MoreThanOwn(None)
    before = office_ids_of(session, staff_id)
    if (colleague.role, before) == (role, office_ids):
        return False
    colleague.role = role
    colleague.offices = [
        *(link for link in colleague.offices if link.office_id in office_ids),
        *(StaffOffice(office_id=office_id) for office_id in sorted(office_ids - before)),
    ]
    session.flush()
    _record(session, staff_id, role, office_ids, by, now)
    return True


def _record(session: Session, staff_id: int, role: Role, office_ids: frozenset[int], by: int, now: datetime) -> None:
    record(
        session,
        actor=f"staff:{by}",
        act="change_role",
        object_=f"staff:{staff_id}",
        now=now,
        role=role.value,
        offices=" ".join(str(office_id) for office_id in sorted(office_ids)),
    )
