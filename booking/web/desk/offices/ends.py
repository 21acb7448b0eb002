"""Letting an office, one of its procedures or one of its desks end on a day, or go on after all."""

from flask import abort, request
from flask.typing import ResponseReturnValue

from booking.core.explain import explain_to_staff
from booking.core.refusals import Refusal
from booking.office_changes.changes import present_end
from booking.office_changes.naming import ending
from booking.office_changes.refusals import DayInPast
from booking.offices.from_rows import office_file
from booking.offices.refusals import OfficeRulesBroken
from booking.people.permissions import MANAGEMENT, allow
from booking.tables import Office
from booking.web.desk.blueprint import blueprint
from booking.web.desk.offices.end_form import EndForm
from booking.web.desk.offices.impact import decide, show_impact
from booking.web.desk.offices.own_office import own_office
from booking.web.desk.offices.proposals import proposal
from booking.web.desk.page import page
from database.base import db


@blueprint.get("/office/<office_code>/end")
@allow(MANAGEMENT)
def end_impact(office_code: str) -> ResponseReturnValue:
    """What the end would do; without a day in the address the page that asks for one."""
    office, form = own_office(office_code), EndForm.parse(request.args)
    if not form.is_filled:
        return _form_page(office, form), 422 if form.errors else 200
    try:
        return show_impact(proposal(office, form.change))
    except DayInPast as refused:
        return _form_page(office, form.with_error("day", explain_to_staff(refused).what_happened)), refused.http_status
    except OfficeRulesBroken as refused:
        return _form_page(office, form, refused), refused.http_status


@blueprint.post("/office/<office_code>/end")
@allow(MANAGEMENT)
def end(office_code: str) -> ResponseReturnValue:
    """Let it end as decided."""
    office, form = own_office(office_code), EndForm.parse(request.args)
    if not form.is_filled:
        return abort(404)  # the page that was shown had the day in its address
    try:
        return decide(proposal(office, form.change))
    except (DayInPast, OfficeRulesBroken) as refused:
        return _form_page(office, form, refused), refused.http_status


def _form_page(office: Office, form: EndForm, refused: Refusal | None = None) -> str:
    settings = office_file(db.session(), office)
    return page(
        "desk/end.html",
        settings=settings,
        what=ending(form.change, settings),
        ends_on=present_end(settings, form.change),
        form=form,
        errors=form.errors,
        explanation=explain_to_staff(refused) if refused else None,
    )
