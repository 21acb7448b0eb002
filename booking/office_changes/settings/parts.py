"""The parts of an office by their codes, and the office with another one in their place."""

from dataclasses import replace

from booking.availability.refusals import UnknownProcedure
from booking.office_changes.contact import contact_in
from booking.office_changes.refusals import UnknownDesk
from booking.offices.file.shape import Desk, Office, Procedure


def procedure_in(office: Office, code: str) -> Procedure:
    """The office's procedure; raises UnknownProcedure."""
    found = next((procedure for procedure in office.procedures if procedure.code == code), None)
    if found is None:
        raise UnknownProcedure(contact_in(office), code)
    return found


def desk_in(office: Office, code: str) -> Desk:
    """The office's desk; raises UnknownDesk."""
    found = next((desk for desk in office.desks if desk.code == code), None)
    if found is None:
        raise UnknownDesk(contact_in(office), code)
    return found


def with_procedure(office: Office, procedure: Procedure) -> Office:
    """The office with this one in place of its procedure of the same code."""
    procedures = (procedure if one.code == procedure.code else one for one in office.procedures)
    return replace(office, procedures=tuple(procedures))


def with_desk(office: Office, desk: Desk) -> Office:
    """The office with this one in place of its desk of the same code."""
    return replace(office, desks=tuple(desk if one.code == desk.code else one for one in office.desks))
