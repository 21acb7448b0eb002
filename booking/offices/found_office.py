"""A new office, set up by somebody of the administration, who is the first to look after it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.audit.record import record
from booking.offices.file import shape
from booking.offices.file.check import check_office
from booking.offices.from_rows import office_file
from booking.offices.refusals import OfficeRulesBroken
from booking.offices.rows import write_office
from booking.tables import Office, StaffOffice
from database.transactions import transact

_ACT = "found_office"


def found_office(given: shape.Office, *, staff_id: int, now: datetime) -> None:
    """Set the office up, without desks and procedures, and make it one of the founder's own offices.

    The same once more, of which the first is done, changes nothing.
    OfficeRulesBroken names every value that cannot be so, and a code that another office has.
    """
    transact(lambda session: _found(session, given, staff_id, now))


def _found(session: Session, given: shape.Office, staff_id: int, now: datetime) -> None:
    faults = [(fault.key, fault.what, fault.allowed) for fault in check_office(given)]
    known = session.scalar(select(Office).where(Office.code == given.code))
    if known is not None and _is_own(session, known, staff_id) and office_file(session, known) == given:
        return
    if known is not None:
        faults.append(("code", "このコードは、ほかの安定所で使われています", "ほかで使われていないコード"))
    if faults:
        raise OfficeRulesBroken(None, tuple(faults))
    actor = f"staff:{staff_id}"
    office = write_office(session, given, act=_ACT, actor=actor, now=now)
    session.add(StaffOffice(staff_id=staff_id, office_id=office.id))
    record(session, actor=actor, act=_ACT, object_=f"office:{given.code}", now=now)


def _is_own(session: Session, office: Office, staff_id: int) -> bool:
    works = select(StaffOffice.id).where(StaffOffice.staff_id == staff_id, StaffOffice.office_id == office.id)
    return session.scalar(works) is not None
