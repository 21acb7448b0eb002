"""A new procedure of an office, with its desks, its weekly times from a day on and its first terms."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from booking.availability.rule_values import Terms
from booking.core.channels import Channel, MailCarries
from booking.core.texts import _
from booking.office_changes.changes import Change
from booking.office_changes.settings.values import AddProcedure
from booking.offices.file.shape import Office as OfficeFile
from booking.offices.file.shape import Procedure, Timetable, WeeklyStart
from booking.offices.file.weekdays import WEEKDAYS
from booking.offices.from_rows import office_file
from booking.people.permissions import MANAGEMENT, allow
from booking.tables import Office
from booking.web.desk.blueprint import blueprint
from booking.web.desk.offices.impact import decide, show_impact
from booking.web.desk.offices.own_office import own_office
from booking.web.desk.page import page
from booking.web.desk.settings.asking import Finish, answer, shown_before
from booking.web.desk.settings.fields import Section
from booking.web.desk.settings.form import SettingsForm
from booking.web.desk.settings.kinds import Typed
from booking.web.desk.settings.sections import FROM, new_procedure_sections
from booking.web.session import now
from calendars.office_time import day_of
from database.base import db

_NEW = "/office/<office_code>/procedures/new"


@blueprint.get(_NEW)
@allow(MANAGEMENT)
def new_procedure(office_code: str) -> ResponseReturnValue:
    """The form, with the values of the office's first procedure or, where there is none, those that are usual."""
    office = own_office(office_code)
    settings, today = office_file(db.session(), office), day_of(now())
    if not settings.desks:
        return redirect(url_for("desk.new_desk", office_code=office.code), code=303)
    begun = {**_begun(settings, today), "code": _free_code(settings), "terms_version": today.isoformat()}
    return _page(office, SettingsForm.begun(_sections(settings), begun))


@blueprint.post(_NEW)
@allow(MANAGEMENT)
def look_at_new_procedure(office_code: str) -> ResponseReturnValue:
    """The new procedure as it would be."""
    return _answer(show_impact, own_office(office_code), request.form)


@blueprint.post(f"{_NEW}/confirm")
@allow(MANAGEMENT)
def add_procedure(office_code: str) -> ResponseReturnValue:
    """Add it."""
    return _answer(decide, own_office(office_code), shown_before())


def _answer(finish: Finish, office: Office, sent: MultiDict[str, str]) -> ResponseReturnValue:
    form = SettingsForm.parse(_sections(office_file(db.session(), office)), sent, is_new=True)

    def change() -> Change:
        values, settled = dict(form.values()), form.settled()
        values["terms"] = Terms(**values["terms"])
        return AddProcedure(Procedure(**values, timetables=(_timetable(settled),)))

    return answer(
        finish,
        office,
        form,
        change,
        sent=sent,
        confirm=url_for("desk.add_procedure", office_code=office.code),
        form_page=lambda shown: _page(office, shown),
    )


def _timetable(settled: Mapping[str, Any]) -> Timetable:
    weekly = [WeeklyStart(weekday, start) for weekday, name in enumerate(WEEKDAYS) for start in settled[name]]
    return Timetable(settled[FROM], tuple(weekly))


def _sections(settings: OfficeFile) -> tuple[Section, ...]:
    return new_procedure_sections({desk.code: desk.name for desk in settings.desks})


def _begun(settings: OfficeFile, today: date) -> Mapping[str, Typed]:
    """What is typed beforehand: as at the office's first procedure, but for its times, which are taken."""
    if settings.procedures:
        first = SettingsForm.of(_sections(settings), settings.procedures[0].on(today))
        return {**first.typed, "purpose_order": str(len(settings.procedures) + 1), "invented": ""}
    return _usual(settings)


def _usual(settings: OfficeFile) -> Mapping[str, Typed]:
    return {
        "purpose_order": "1",
        "desks": [desk.code for desk in settings.desks],
        "length_minutes": "30",
        "lead_open_days": "2",
        "window_days": "28",
        "channels": [channel.value for channel in Channel],
        "late_booking_allowed": "yes",
        "late_minutes": "15",
        "enter_minutes_before": "10",
        "max_open_bookings": "1",
        **{f"mail_carries_{channel}": MailCarries.NOTICE.value for channel in Channel},
    }


def _free_code(settings: OfficeFile) -> str:
    known: Sequence[str] = [procedure.code for procedure in settings.procedures]
    return next(code for n in range(1, len(known) + 2) if (code := f"{settings.code}-{n}") not in known)


def _page(office: Office, form: SettingsForm) -> str:
    return page(
        "desk/settings/form.html",
        title=_("手続きを作る"),
        about=office.name,
        lead=_("求職者が予約する手続きです。いまある手続きの内容が入っているときは、ちがうところを直してください。"),
        form=form,
        errors=form.errors,
        action=url_for("desk.look_at_new_procedure", office_code=office.code),
        back=url_for("desk.office", office_code=office.code),
        label=_("内容を確かめる"),
    )
