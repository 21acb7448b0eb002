"""Takes the locks of design §5 in their order: office, seeker, then claims. SQLite's write lock stands for all.

What a lock guards is read after it is taken: rows that the session knew before are read anew.
"""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from booking.errors import UnknownProcedure
from booking.models import Office, Procedure, Seeker

# What was read before the lock may have changed while waiting for it.
_AFRESH = {"populate_existing": True}

# Built once: every booking takes these locks.
_OFFICE = select(Office).where(Office.id == bindparam("office_id"))
_SHARED_OFFICE, _LOCKED_OFFICE = _OFFICE.with_for_update(read=True), _OFFICE.with_for_update()
_OFFICE_OF = (
    select(Office)
    .where(Office.id == select(Procedure.office_id).where(Procedure.code == bindparam("code")).scalar_subquery())
    .with_for_update(read=True)
)
_PROCEDURE = select(Procedure).where(Procedure.code == bindparam("code"))
_LOCKED_SEEKER = select(Seeker).where(Seeker.id == bindparam("seeker_id")).with_for_update()


def share_office(session: Session, office_id: int) -> Office:
    """The office, kept from changing its days, times and desks until the transaction ends."""
    return session.scalars(_SHARED_OFFICE, {"office_id": office_id}, execution_options=_AFRESH).one()


def share_procedure(session: Session, code: str) -> Procedure:
    """The procedure as it is once its office is shared; raises UnknownProcedure."""
    office = session.scalars(_OFFICE_OF, {"code": code}, execution_options=_AFRESH).one_or_none()
    procedure = session.scalars(_PROCEDURE, {"code": code}, execution_options=_AFRESH).one_or_none()
    if procedure is None:
        raise UnknownProcedure(None, code)
    set_committed_value(procedure, "office", office)  # what was just read need not be read again
    return procedure


def lock_office(session: Session, office_id: int) -> Office:
    """The office for a change of its days, times or desks: no booking goes on beside it."""
    return session.scalars(_LOCKED_OFFICE, {"office_id": office_id}, execution_options=_AFRESH).one()


def lock_seeker(session: Session, seeker_id: int) -> Seeker:
    """The seeker, so that two tabs or web and phone at once are judged one after the other."""
    return session.scalars(_LOCKED_SEEKER, {"seeker_id": seeker_id}, execution_options=_AFRESH).one()
