"""Codes and hosts of an office that another office has already."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from booking.offices.file import shape
from booking.offices.file.check import check_codes, check_hosts
from booking.offices.file.problems import Fault, Problem
from booking.offices.from_rows import office_file
from booking.tables import Desk, Office, Procedure


def clashes(session: Session, given: shape.Office) -> Sequence[Problem]:
    """What two offices would have both."""
    offices = [*_neighbours(session, given), given]
    return [*check_hosts(offices), *check_codes(offices)]


def new_clashes(session: Session, before: shape.Office, after: shape.Office) -> Sequence[Fault]:
    """The clashes of codes and hosts that came in with a change; most bring none, and nothing is read."""
    if _claimed(after) <= _claimed(before):
        return []
    return [Fault(one.key, one.what, one.allowed) for one in clashes(session, after)]


def _claimed(office: shape.Office) -> set[str]:
    hosts = {desk.zoom_host for desk in office.desks if desk.zoom_host}
    return hosts | {procedure.code for procedure in office.procedures}


def _neighbours(session: Session, given: shape.Office) -> list[shape.Office]:
    """The other offices that have a host or a procedure code of `given`."""
    hosts = [desk.zoom_host.lower() for desk in given.desks if desk.zoom_host]
    codes = [procedure.code for procedure in given.procedures]
    ids = (
        select(Desk.office_id)
        .where(func.lower(Desk.zoom_host).in_(hosts))
        .union(select(Procedure.office_id).where(Procedure.code.in_(codes)))
    )
    found = session.scalars(select(Office).where(Office.id.in_(ids), Office.code != given.code))
    return [office_file(session, office) for office in found.all()]
