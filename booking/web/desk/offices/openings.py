"""Extra openings of an office: adding one, changing its starts, taking it back."""

from collections.abc import Iterator

from flask import abort, request
from flask.typing import ResponseReturnValue

from booking.core.explain import explain_to_staff
from booking.core.input.parsing import read_day
from booking.core.texts import _
from booking.office_changes.openings import RemoveOpening
from booking.office_changes.refusals import AlreadyClosed, DayInPast
from booking.offices.from_rows import office_file
from booking.offices.refusals import OfficeRulesBroken
from booking.people.permissions import MANAGEMENT, allow
from booking.tables import Office
from booking.web.desk.blueprint import blueprint
from booking.web.desk.offices.impact import decide, show_impact
from booking.web.desk.offices.opening_form import STARTS, OpeningForm
from booking.web.desk.offices.own_office import own_office
from booking.web.desk.offices.proposals import proposal
from booking.web.desk.page import page
from booking.web.session import now
from calendars.office_time import day_of
from database.base import db

_OFFICE = "/office/<office_code>/openings"


@blueprint.get(_OFFICE)
@allow(MANAGEMENT)
def opening_form(office_code: str) -> ResponseReturnValue:
    """The form, filled with the opening of the day in the address, if it has one."""
    office, day = own_office(office_code), read_day(request.args.get("day", ""))
    openings = office_file(db.session(), office).extra_openings
    return _form_page(office, OpeningForm.of(next((one for one in openings if one.day == day), None)))


@blueprint.get(f"{_OFFICE}/new")
@allow(MANAGEMENT)
def opening_impact(office_code: str) -> ResponseReturnValue:
    """What the opening would do."""
    office = own_office(office_code)
    form = _parsed(office)
    if form.change is None:
        return _form_page(office, form)
    try:
        return show_impact(proposal(office, form.change))
    except (DayInPast, AlreadyClosed) as refused:
        return _form_page(office, form.with_errors({"day": explain_to_staff(refused).what_happened}))
    except OfficeRulesBroken as refused:
        return _form_page(office, form.with_errors(dict(_complaints(refused))))


@blueprint.post(f"{_OFFICE}/new")
@allow(MANAGEMENT)
def add_opening(office_code: str) -> ResponseReturnValue:
    """Open the day as decided."""
    office = own_office(office_code)
    change = _parsed(office).change or abort(404)  # the page that was shown had all of it in its address
    return decide(proposal(office, change))


@blueprint.get(f"{_OFFICE}/<day>/remove")
@allow(MANAGEMENT)
def remove_opening_impact(office_code: str, day: str) -> ResponseReturnValue:
    """What taking the opening back would do."""
    return show_impact(proposal(own_office(office_code), _removal(day)))


@blueprint.post(f"{_OFFICE}/<day>/remove")
@allow(MANAGEMENT)
def remove_opening(office_code: str, day: str) -> ResponseReturnValue:
    """Take the opening back as decided."""
    return decide(proposal(own_office(office_code), _removal(day)))


def _removal(day: str) -> RemoveOpening:
    return RemoveOpening(read_day(day) or abort(404))


def _parsed(office: Office) -> OpeningForm:
    return OpeningForm.parse(request.args, office_file(db.session(), office).procedures)


def _form_page(office: Office, form: OpeningForm) -> tuple[str, int]:
    today, settings = day_of(now()), office_file(db.session(), office)
    shown = page(
        "desk/office_opening.html",
        settings=settings,
        procedures=[procedure.on(today) for procedure in settings.procedures],
        form=form,
        errors=form.errors,
    )
    return form.with_status(shown)


def _complaints(refused: OfficeRulesBroken) -> Iterator[tuple[str, str]]:
    """Each fault at the field of its procedure."""
    for key, what, allowed in refused.faults:
        code = key.rpartition(".")[2]
        yield f"{STARTS}{code}", _("%(what)s（使えるのは、%(allowed)s）", what=what, allowed=allowed)
