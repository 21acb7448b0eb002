"""A new timetable of a procedure, from a day on."""

from collections.abc import Iterator

from flask import abort, request
from flask.typing import ResponseReturnValue

from booking.core.explain import explain_to_staff
from booking.core.input.parsing import read_day
from booking.core.texts import _
from booking.office_changes.changes import NewTimetable, RemoveTimetable
from booking.office_changes.refusals import DayInPast
from booking.office_changes.settings.parts import procedure_in
from booking.office_changes.words import weekdays
from booking.offices.file.shape import Procedure
from booking.offices.file.weekdays import WEEKDAYS
from booking.offices.from_rows import office_file
from booking.offices.refusals import OfficeRulesBroken
from booking.people.permissions import MANAGEMENT, allow
from booking.tables import Office
from booking.web.desk.blueprint import blueprint
from booking.web.desk.offices.impact import decide, show_impact
from booking.web.desk.offices.office_forms import TimetableForm, named
from booking.web.desk.offices.or_why_not import or_why_not
from booking.web.desk.offices.own_office import own_office
from booking.web.desk.offices.proposals import proposal
from booking.web.desk.page import page
from booking.web.session import now
from calendars.office_time import day_of
from database.base import db


@blueprint.get("/office/<office_code>/procedures/<code>/timetable")
@allow(MANAGEMENT)
def timetable_form(office_code: str, code: str) -> ResponseReturnValue:
    """The form, filled with the starts that hold now."""
    office = own_office(office_code)
    in_force = [one for one in _procedure(office, code).timetables if one.valid_from <= day_of(now())]
    return _form_page(office, code, TimetableForm.of(in_force[-1].weekly if in_force else ()))


@blueprint.get("/office/<office_code>/procedures/<code>/timetable/new")
@allow(MANAGEMENT)
def timetable_impact(office_code: str, code: str) -> ResponseReturnValue:
    """What the new timetable would do."""
    office, form = own_office(office_code), TimetableForm.parse(request.args)
    if form.valid_from is None or form.errors:
        return _form_page(office, code, form)
    try:
        return show_impact(proposal(office, NewTimetable(code, form.valid_from, form.weekly)))
    except DayInPast as refused:
        return _form_page(office, code, form.with_errors({"from": explain_to_staff(refused).what_happened}))
    except OfficeRulesBroken as refused:
        return _form_page(office, code, form.with_errors(dict(_complaints(refused))))


@blueprint.post("/office/<office_code>/procedures/<code>/timetable/new")
@allow(MANAGEMENT)
def change_timetable(office_code: str, code: str) -> ResponseReturnValue:
    """Change the timetable as decided."""
    office, form = own_office(office_code), TimetableForm.parse(request.args)
    if form.valid_from is None or form.errors:
        return abort(404)  # the page that was shown had all of it in its address
    return decide(proposal(office, NewTimetable(code, form.valid_from, form.weekly)))


@blueprint.get("/office/<office_code>/procedures/<code>/timetable/<day>/remove")
@allow(MANAGEMENT)
def remove_timetable_impact(office_code: str, code: str, day: str) -> ResponseReturnValue:
    """What taking back a planned timetable would do."""
    return or_why_not(show_impact, own_office(office_code), _removal(code, day))


@blueprint.post("/office/<office_code>/procedures/<code>/timetable/<day>/remove")
@allow(MANAGEMENT)
def remove_timetable(office_code: str, code: str, day: str) -> ResponseReturnValue:
    """Take a planned timetable back as decided."""
    return or_why_not(decide, own_office(office_code), _removal(code, day))


def _removal(code: str, day: str) -> RemoveTimetable:
    return RemoveTimetable(code, read_day(day) or abort(404))


def _form_page(office: Office, code: str, form: TimetableForm) -> tuple[str, int]:
    shown = page(
        "desk/office_timetable.html",
        office_code=office.code,
        procedure=_procedure(office, code).on(day_of(now())),
        weekdays=list(zip(WEEKDAYS, weekdays(), strict=True)),
        form=form,
        errors=form.errors,
    )
    return form.with_status(shown)


def _procedure(office: Office, code: str) -> Procedure:
    return procedure_in(office_file(db.session(), office), code)


def _complaints(refused: OfficeRulesBroken) -> Iterator[tuple[str, str]]:
    """Each fault at the field of its weekday; one that lies elsewhere (another procedure's starts) at the first day."""
    names = dict(zip(WEEKDAYS, weekdays(), strict=True))
    for key, what, allowed in refused.faults:
        weekday = key.rpartition(".")[2]
        complaint = _("%(what)s（使えるのは、%(allowed)s）", what=what, allowed=allowed)
        yield (weekday, named(names[weekday], complaint)) if weekday in names else ("from", complaint)
