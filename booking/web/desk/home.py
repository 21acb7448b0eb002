"""The desk's first page: the day's sheet of the staff's offices, and the search for a booking by its number."""

from collections.abc import Mapping

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.attendance.absences import unmarked
from booking.attendance.suspensions.reads import waiting_counts
from booking.bookings.rules.booking_numbers import read_booking_number
from booking.core.texts import _
from booking.meetings.troubles import meeting_troubles
from booking.messages.failed_deliveries.open import how_many_failed
from booking.office_changes.calls import how_many_to_call, how_many_unseen
from booking.people.permissions import ALL_STAFF, RECEPTION, allow
from booking.web.desk.blueprint import blueprint
from booking.web.desk.day.sheet import let_meetings_start, shown_sheet
from booking.web.desk.day.view import View
from booking.web.desk.page import page
from booking.web.forms import line
from booking.web.session import now, staff
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
    troubles = meeting_troubles(db.session(), now=now(), office_ids=staff().office_ids)
    return page(
        "desk/home.html",
        **shown_sheet(view),
        urgent_meetings=troubles.urgent,
        captured_meetings=len(troubles.captured),
        unmarked=len(unmarked(db.session(), office_ids=staff().office_ids, now=now())),
        suspension_counts=_suspension_counts(),
        failed_deliveries=_failed_deliveries(),
        to_call=_to_call(),
        typed=typed,
        errors=errors,
    )


def _suspension_counts() -> tuple[int, int]:
    """How many proposals and how many answers wait for a manager; a counsellor has nothing to do with them."""
    if not RECEPTION.include(staff()):
        return 0, 0
    return waiting_counts(db.session(), office_ids=staff().office_ids)


def _to_call() -> tuple[int, int]:
    """How many people are to be called after a change, and how many changes of an operator nobody here has noted."""
    who = staff()
    if not RECEPTION.include(who):
        return 0, 0
    session, office_ids = db.session(), who.office_ids
    return how_many_to_call(session, office_ids=office_ids, now=now()), how_many_unseen(session, office_ids=office_ids)


def _failed_deliveries() -> int:
    """How many messages did not arrive and wait for somebody; a counsellor has nothing to do with them."""
    return how_many_failed(db.session(), office_ids=staff().office_ids) if RECEPTION.include(staff()) else 0
