"""Takes the locks in their order (rules.md#locks): office, seeker, then claims. SQLite's write lock stands for all.

What a lock guards is read after it is taken.
"""

from sqlalchemy import bindparam, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from booking.availability.procedures import KnownProcedure, OfficeVersion, known_by_code, procedure_by_code
from booking.core.codes import is_code
from booking.tables import Hold, Office, Procedure, Seeker
from database.afresh import read_afresh
from database.base import table_of
from database.connections import connection_of
from database.fast.prepared import Prepared

# Built once: every booking takes these locks.
_OFFICE = select(Office).where(Office.id == bindparam("office_id"))
_SHARED_OFFICE, _LOCKED_OFFICE = _OFFICE.with_for_update(read=True), _OFFICE.with_for_update()
_offices, _procedures, _seekers, _holds = (table_of(model).c for model in (Office, Procedure, Seeker, Hold))
_OFFICE_OF = (
    select(_offices.id, _offices.version)
    .where(_offices.id == select(_procedures.office_id).where(_procedures.code == bindparam("code")).scalar_subquery())
    .with_for_update(read=True)
    .cte("shared")
)
# PostgreSQL locks the rows of the inner SELECT before those of the outer one: first the office, then the seeker.
_OFFICE_THEN_SEEKER = Prepared(
    select(_OFFICE_OF.c.id, _OFFICE_OF.c.version, _seekers.id)
    .join(table_of(Seeker), _seekers.id == bindparam("seeker_id"))
    .with_for_update(of=table_of(Seeker))
)
_OFFICE_OF_HOLD = (
    select(_offices.id)
    .join(table_of(Procedure), _procedures.office_id == _offices.id)
    .join(table_of(Hold), _holds.procedure_id == _procedures.id)
    .where(_holds.token == bindparam("token"), _holds.seeker_id == bindparam("seeker_id"))
    .with_for_update(read=True, of=table_of(Office))
    .cte("shared")
)
_OFFICE_OF_HOLD_THEN_SEEKER = Prepared(
    select(_OFFICE_OF_HOLD.c.id, _seekers.id)
    .join(table_of(Seeker), _seekers.id == bindparam("seeker_id"))
    .with_for_update(of=table_of(Seeker))
)
_LOCKED_SEEKER = select(Seeker).where(Seeker.id == bindparam("seeker_id")).with_for_update()


def share_office(session: Session, office_id: int) -> Office:
    """The office, kept from changing its days, times and desks until the transaction ends."""
    return read_afresh(session, _SHARED_OFFICE, {"office_id": office_id}).one()


def share_procedure(session: Session, code: str, *, seeker_id: int) -> KnownProcedure:
    """The procedure as it is once its office is shared and then the seeker locked; raises UnknownProcedure."""
    params = {"code": code, "seeker_id": seeker_id}
    # PostgreSQL refuses to be asked about a NUL.
    locked = _OFFICE_THEN_SEEKER.rows(connection_of(session), params) if is_code(code) else []
    if not locked:
        procedure_by_code(session, code)  # which mostly is why nothing was found
        raise NoResultFound("the seeker is gone")
    ((office_id, version, _),) = locked
    return known_by_code(session, code, OfficeVersion(office_id, version))


def share_office_of_hold(session: Session, token: str, *, seeker_id: int) -> None:
    """Share the office of the seeker's hold and lock the seeker, by one statement.

    Nothing is locked if it is no hold of theirs, as whoever reads it then will find.
    """
    connection = connection_of(session)
    if connection.dialect.name != "sqlite":  # there nobody else writes already
        _OFFICE_OF_HOLD_THEN_SEEKER.rows(connection, {"token": token, "seeker_id": seeker_id})


def lock_office(session: Session, office_id: int) -> Office:
    """The office for a change of its days, times or desks: no booking goes on beside it."""
    return read_afresh(session, _LOCKED_OFFICE, {"office_id": office_id}).one()


def lock_seeker(session: Session, seeker_id: int) -> Seeker:
    """The seeker, so that two tabs or web and phone at once are judged one after the other."""
    return read_afresh(session, _LOCKED_SEEKER, {"seeker_id": seeker_id}).one()
