"""Closing a day of an office, and opening it again."""

from flask import abort, request
from flask.typing import ResponseReturnValue

from booking.core.explain import explain_to_staff
from booking.core.input.parsing import read_day
from booking.office_changes.changes import CloseDay, ReopenDay
from booking.office_changes.refusals import AlreadyClosed, DayInPast
from booking.people.permissions import MANAGEMENT, allow
from booking.web.desk.blueprint import blueprint
from booking.web.desk.offices.impact import decide, show_impact
from booking.web.desk.offices.office import office_page
from booking.web.desk.offices.office_forms import ClosingDayForm
from booking.web.desk.offices.own_office import own_office


@blueprint.get("/office/<office_code>/closing-days/new")
@allow(MANAGEMENT)
def close_day_impact(office_code: str) -> ResponseReturnValue:
    """What closing the day would do."""
    office, form = own_office(office_code), ClosingDayForm.parse(request.args)
    if form.day is None or form.errors:
        return office_page(office, form), 422
    try:
        return show_impact(office, CloseDay(form.day, form.reason))
    except (DayInPast, AlreadyClosed) as refused:
        return office_page(office, form.with_error("day", explain_to_staff(refused).what_happened)), refused.http_status


@blueprint.post("/office/<office_code>/closing-days/new")
@allow(MANAGEMENT)
def close_day(office_code: str) -> ResponseReturnValue:
    """Close the day as decided."""
    form = ClosingDayForm.parse(request.args)
    if form.day is None or form.errors:
        return abort(404)  # the page that was shown had both in its address
    return decide(own_office(office_code), CloseDay(form.day, form.reason))


@blueprint.get("/office/<office_code>/closing-days/<day>/remove")
@allow(MANAGEMENT)
def reopen_day_impact(office_code: str, day: str) -> ResponseReturnValue:
    """What opening the day again would do."""
    return show_impact(own_office(office_code), _reopening(day))


@blueprint.post("/office/<office_code>/closing-days/<day>/remove")
@allow(MANAGEMENT)
def reopen_day(office_code: str, day: str) -> ResponseReturnValue:
    """Open the day again; nobody loses anything by it."""
    return decide(own_office(office_code), _reopening(day))


def _reopening(day: str) -> ReopenDay:
    return ReopenDay(read_day(day) or abort(404))
