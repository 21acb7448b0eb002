"""Closing days of an office, or of all offices of whoever asks, and opening them again."""

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from booking.core.explain import explain_to_staff
from booking.core.input.parsing import read_day
from booking.core.refusals import Refusal
from booking.office_changes.changes import Change
from booking.office_changes.closings import ReopenDay
from booking.office_changes.refusals import AlreadyClosed, DayInPast, LastDayTooEarly, PartlyClosed, TooManyDays
from booking.people.permissions import MANAGEMENT, allow
from booking.tables import Office
from booking.web.desk.blueprint import blueprint
from booking.web.desk.offices.closing_form import ClosingDayForm
from booking.web.desk.offices.impact import decide, show_impact
from booking.web.desk.offices.office import office_page
from booking.web.desk.offices.own_office import own_office, own_offices
from booking.web.desk.offices.proposals import Proposal, proposal, proposal_for_all
from booking.web.forms import is_ticked

_NOT_THESE_DAYS = (DayInPast, AlreadyClosed, PartlyClosed, LastDayTooEarly, TooManyDays)


@blueprint.get("/office/<office_code>/closing-days/new")
@allow(MANAGEMENT)
def close_day_impact(office_code: str) -> ResponseReturnValue:
    """What closing the days would do."""
    office, form = own_office(office_code), ClosingDayForm.parse(request.args)
    if form.change is None:
        return office_page(office, form), 422
    try:
        return show_impact(_proposal(office, form.change))
    except _NOT_THESE_DAYS as refused:
        return _office_page_again(office, form, refused)


@blueprint.post("/office/<office_code>/closing-days/new")
@allow(MANAGEMENT)
def close_day(office_code: str) -> ResponseReturnValue:
    """Close the days as decided."""
    office, form = own_office(office_code), ClosingDayForm.parse(request.args)
    change = form.change or abort(404)  # the page that was shown had all of it in its address
    try:
        return decide(_proposal(office, change))
    except _NOT_THESE_DAYS as refused:  # midnight came, or a colleague was first
        return _office_page_again(office, form, refused)


@blueprint.get("/office/<office_code>/closing-days/<day>/remove")
@allow(MANAGEMENT)
def reopen_day_impact(office_code: str, day: str) -> ResponseReturnValue:
    """What opening the days again would do."""
    return show_impact(_proposal(own_office(office_code), _reopening(day)))


@blueprint.post("/office/<office_code>/closing-days/<day>/remove")
@allow(MANAGEMENT)
def reopen_day(office_code: str, day: str) -> ResponseReturnValue:
    """Open the days again; nobody loses anything by it."""
    return decide(_proposal(own_office(office_code), _reopening(day)))


def _proposal(office: Office, change: Change) -> Proposal:
    """The change at this office, or, if the address says so, at all offices of whoever asks."""
    if not is_ticked(request.args, "all"):
        return proposal(office, change)
    return proposal_for_all(own_offices(), change, back=url_for("desk.office", office_code=office.code))


def _office_page_again(office: Office, form: ClosingDayForm, refused: Refusal) -> ResponseReturnValue:
    shown = office_page(office, form.with_error("day", explain_to_staff(refused).what_happened))
    return shown, refused.http_status


def _reopening(day: str) -> ReopenDay:
    return ReopenDay(read_day(day) or abort(404), read_day(request.args.get("last", "")))
