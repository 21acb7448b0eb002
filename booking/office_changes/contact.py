"""Whom to call at an office as its file says it."""

from booking.core.refusals import OfficeContact
from booking.offices.file.shape import Office


def contact_in(office: Office) -> OfficeContact:
    """The office's name and phone, for refusals."""
    return OfficeContact(office.name, office.phone, office.desk_opens, office.desk_closes, office.code)
