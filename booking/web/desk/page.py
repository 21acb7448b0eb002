"""The frame of every desk page: renders a template with the offices of whoever is signed in."""

from flask import render_template

from booking.availability.offices import contact_by_id
from booking.web.desk.chosen_office import office_switch
from booking.web.session import principal
from database.base import db


def page(template: str, **shown: object) -> str:
    """Render `template`; staff see the name and number of their office, and of several that of the chosen one."""
    switch = office_switch()
    if switch is not None:
        shown = {"office": switch.chosen, "several_offices": True} | shown | {"office_switch": switch}
    elif not {"office", "several_offices"} <= shown.keys():  # by a page that has read them with something else
        shown = _own_office() | shown
    return render_template(template, **shown)


def _own_office() -> dict[str, object]:
    signed_in = principal()
    ids = signed_in.office_ids if signed_in else frozenset()
    return {"office": contact_by_id(db.session(), *ids) if ids else None, "several_offices": False}
