"""An office's settings as its managers see them: closing days, extra openings, timetables and desks."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from booking.availability.holidays import national_holidays
from booking.core.explain import explain_to_staff
from booking.core.refusals import Refusal
from booking.office_changes.spells import coming_closings
from booking.office_changes.words import weekdays
from booking.offices.file import shape
from booking.offices.from_rows import office_file
from booking.offices.staff_offices import offices_of_staff
from booking.people.permissions import ADMINISTRATION, MANAGEMENT, allow
from booking.tables import Office
from booking.web.desk.blueprint import blueprint
from booking.web.desk.offices.closing_form import EMPTY_CLOSING, ClosingDayForm
from booking.web.desk.offices.own_office import own_office
from booking.web.desk.page import page
from booking.web.session import now, staff
from calendars.office_time import day_of
from database.base import db


@blueprint.get("/office")
@allow(MANAGEMENT)
def offices() -> ResponseReturnValue:
    """Which of the own offices; whoever has one, and may not set up more, goes straight to it."""
    found = offices_of_staff(db.session(), office_ids=staff().office_ids)
    may_found = ADMINISTRATION.include(staff())
    if len(found) == 1 and not may_found:
        return redirect(url_for("desk.office", office_code=found[0].code), code=303)
    return page("desk/offices.html", own_offices=found, may_found=may_found)


@blueprint.get("/office/<office_code>")
@allow(MANAGEMENT)
def office(office_code: str) -> str:
    """The settings of one office."""
    return office_page(own_office(office_code), EMPTY_CLOSING)


def office_page(shown: Office, form: ClosingDayForm, refused: Refusal | None = None) -> str:
    """The settings, with what was typed for a new closing day, or why a change cannot be made."""
    today = day_of(now())
    settings = office_file(db.session(), shown)
    return page(
        "desk/office.html",
        settings=settings,
        closings=coming_closings(settings, national_holidays(db.session()).name, today=today),
        procedures=[(procedure.on(today), _timetables(procedure)) for procedure in settings.procedures],
        desks={desk.code: desk.name for desk in settings.desks},
        desk_ends={desk.code: desk.ends_on for desk in settings.desks},
        weekdays=weekdays(),
        today=today,
        offices=len(staff().office_ids),
        may_import_holidays=ADMINISTRATION.include(staff()),
        form=form,
        errors=form.errors,
        explanation=explain_to_staff(refused) if refused else None,
    )


def _timetables(procedure: shape.Procedure) -> list[shape.Timetable]:
    """The timetable that holds today and those to come; what has been replaced is history."""
    today = day_of(now())
    replaced = [timetable for timetable in procedure.timetables if timetable.valid_from <= today][:-1]
    return [timetable for timetable in procedure.timetables if timetable not in replaced]
