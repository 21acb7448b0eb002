"""An office of which something ends on a day: all of it, a procedure or a desk; who is affected stands elsewhere."""

from dataclasses import replace
from datetime import date

from booking.errors import OfficeContact, UnknownDesk, UnknownProcedure
from booking.office_files.shape import Office


def with_end(office: Office, on: date | None, *, procedure: str | None = None, desk: str | None = None) -> Office:
    """The office with this first day without its procedure or desk (codes), or without itself; None takes an end back.

    Raises:
        UnknownProcedure, UnknownDesk: the office has none of this code.
    """
    contact = OfficeContact(office.name, office.phone, office.desk_opens, office.desk_closes)
    if procedure is not None:
        if all(one.code != procedure for one in office.procedures):
            raise UnknownProcedure(contact, procedure)
        procedures = (replace(one, ends_on=on) if one.code == procedure else one for one in office.procedures)
        return replace(office, procedures=tuple(procedures))
    if desk is not None:
        if all(one.code != desk for one in office.desks):
            raise UnknownDesk(contact, desk)
        desks = (replace(one, ends_on=on) if one.code == desk else one for one in office.desks)
        return replace(office, desks=tuple(desks))
    return replace(office, ends_on=on)
