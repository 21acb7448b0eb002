"""The frame of every desk page: renders a template with the offices of whoever is signed in."""

from flask import render_template

from booking.availability.offices import contact_of
from booking.offices.staff_offices import offices_of_staff
from booking.web.session import principal
from database.base import db


def page(template: str, **shown: object) -> str:
    """Render `template`; staff of one office see its name and number, staff of several find them in the lists."""
    known = {"office", "several_offices"} <= shown.keys()  # by a page that has read them with something else
    return render_template(template, **(shown if known else _own_offices() | shown))


def _own_offices() -> dict[str, object]:
    signed_in = principal()
    offices = offices_of_staff(db.session(), office_ids=signed_in.office_ids) if signed_in else []
    office = contact_of(offices[0]) if len(offices) == 1 else None
    return {"office": office, "several_offices": len(offices) > 1}
