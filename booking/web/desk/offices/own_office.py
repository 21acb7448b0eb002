"""The office whose settings are looked at or changed; one of the signed-in person's own."""

from flask import abort

from booking.offices.staff_offices import offices_of_staff
from booking.tables import Office
from booking.web.session import staff
from database.base import db


def own_office(code: str) -> Office:
    """The office of this code, if it is theirs; any other is not there (404)."""
    offices = offices_of_staff(db.session(), office_ids=staff().office_ids)
    return next((office for office in offices if office.code == code), None) or abort(404)
