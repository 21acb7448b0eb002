"""The desk's first page: the day's sheet of the staff's offices, and the search for a booking by its number."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.attendance.absences import unmarked
from booking.attendance.reads import suggestions_of
from booking.attendance.suspensions.reads import waiting_counts
from booking.bookings.day_sheet import day_sheet
from booking.bookings.rules.booking_numbers import read_booking_number
from booking.core.texts import _
from booking.meetings.troubles import meeting_troubles
from booking.messages.failed_deliveries.open import how_many_failed
from booking.office_changes.calls import how_many_to_call, how_many_unseen
from booking.people.permissions import ALL_STAFF, RECEPTION, allow
from booking.web.desk.blueprint import blueprint
from booking.web.desk.page import page
from booking.web.desk.url_params import requested_day
from booking.web.forms import line
from booking.web.session import now, staff
from calendars.office_time import day_of
from database.base import db


@blueprint.get("")
@allow(ALL_STAFF)
def home() -> str:
    """Today's sheet, or that of the day asked for."""
    return _sheet_page()


@blueprint.post("/bookings/find")
@allow(ALL_STAFF)
def find_booking() -> ResponseReturnValue:
    """Open the booking whose number was typed; a misheard digit is caught here."""
    typed = line(request.form, "number")
    number = read_booking_number(typed)
    if number is None:
        return _sheet_page(typed, _("受付番号（数字9けた）をもう一度お確かめください。例：482-917-365")), 422
    return redirect(url_for("desk.booking", number=number), code=303)


def _sheet_page(typed: str = "", complaint: str = "") -> str:
    today = day_of(now())
    day = requested_day(request.args.get("day"), today=today)
    sheet = day_sheet(db.session(), day, office_ids=staff().office_ids)
    troubles = meeting_troubles(db.session(), now=now(), office_ids=staff().office_ids)
    return page(
        "desk/home.html",
        sheet=sheet,
        suggested=suggestions_of(db.session(), [line.booking for line in sheet.lines], now=now()),
        today=today,
        urgent_meetings=troubles.urgent,
        captured_meetings=len(troubles.captured),
        unmarked=len(unmarked(db.session(), office_ids=staff().office_ids, now=now())),
        suspension_counts=_suspension_counts(),
        failed_deliveries=_failed_deliveries(),
        to_call=_to_call(),
        typed=typed,
        errors={"number": complaint} if complaint else {},
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
