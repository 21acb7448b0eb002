"""The desk's first page: the day's sheet of the staff's offices, and the search for a booking by its number."""

from collections.abc import Mapping

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.bookings.rules.booking_numbers import read_booking_number
from booking.core.texts import _
from booking.operations.waiting_work import waiting_work
from booking.people.permissions import ALL_STAFF, allow
from booking.web.desk.blueprint import blueprint
from booking.web.desk.chosen_office import chosen_office_ids
from booking.web.desk.day.sheet import let_meetings_start, shown_sheet
from booking.web.desk.day.view import View
from booking.web.desk.page import page
from booking.web.forms import line
from booking.web.session import now
from calendars.office_time import day_of
from database.base import db


@blueprint.get("")
@allow(ALL_STAFF)
def home() -> ResponseReturnValue:
    """Today's sheet, or that of the day asked for."""
    view = View.of(request.args, today=day_of(now()))
    errors = {"day": view.complaint} if view.complaint else {}
    return _sheet_page(view, errors=errors), 422 if errors else 200


@blueprint.post("/bookings/find")
@allow(ALL_STAFF)
def find_booking() -> ResponseReturnValue:
    """Open the booking whose number was typed; a misheard digit is caught here."""
    typed = line(request.form, "number")
    number = read_booking_number(typed)
    if number is None:
        complaint = _("受付番号（数字9けた）をもう一度お確かめください。例：482-917-365")
        return _sheet_page(View.of({}, today=day_of(now())), typed=typed, errors={"number": complaint}), 422
    return redirect(url_for("desk.booking", number=number), code=303)


def _sheet_page(view: View, *, errors: Mapping[str, str], typed: str = "") -> str:
    let_meetings_start()
    office_ids = chosen_office_ids()
    return page(
        "desk/home.html",
        **shown_sheet(view, office_ids),
        work=waiting_work(db.session(), office_ids=office_ids, now=now()),
        typed=typed,
        errors=errors,
    )
