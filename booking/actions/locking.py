"""Takes the locks of design §5 in their order: office, seeker, then claims. SQLite's write lock stands for all.

What a lock guards is read after it is taken: rows that the session knew before are read anew.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.errors import UnknownProcedure
from booking.models import Office, Procedure, Seeker
from booking.queries.procedures import procedure_by_code


def share_office(session: Session, office_id: int) -> Office:
    """The office, kept from changing its days, times and desks until the transaction ends."""
    wanted = select(Office).where(Office.id == office_id).with_for_update(read=True)
    return session.scalars(wanted.execution_options(populate_existing=True)).one()


def lock_office(session: Session, office_id: int) -> Office:
    """The office for a change of its days, times or desks: no booking goes on beside it."""
    wanted = select(Office).where(Office.id == office_id).with_for_update()
    return session.scalars(wanted.execution_options(populate_existing=True)).one()


def lock_seeker(session: Session, seeker_id: int) -> Seeker:
    """The seeker, so that two tabs or web and phone at once are judged one after the other."""
    wanted = select(Seeker).where(Seeker.id == seeker_id).with_for_update()
    return session.scalars(wanted.execution_options(populate_existing=True)).one()


def share_procedure(session: Session, code: str) -> Procedure:
    """The procedure as it is once its office is kept from changing; raises UnknownProcedure."""
    office_id = session.scalar(select(Procedure.office_id).where(Procedure.code == code))
    if office_id is None:
        raise UnknownProcedure(None, code)
    share_office(session, office_id)
    return procedure_by_code(session, code)
