"""The offices whose settings are looked at or changed: those of the signed-in person."""

from collections.abc import Sequence

from flask import abort

from booking.offices.staff_offices import offices_of_staff
from booking.tables import Office
from booking.web.session import staff
from database.base import db


def own_office(code: str) -> Office:
    """The office of this code, if it is theirs; any other is not there (404)."""
    return next((office for office in own_offices() if office.code == code), None) or abort(404)


def own_offices() -> Sequence[Office]:
    """All of them."""
    return offices_of_staff(db.session(), office_ids=staff().office_ids)
