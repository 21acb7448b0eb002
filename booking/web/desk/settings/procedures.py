"""What a procedure says, changed from a day on; rules that are planned, and taking them back."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from booking.availability.rule_values import RuleValues
from booking.core.input.parsing import read_day
from booking.core.texts import _
from booking.office_changes.changes import Change
from booking.office_changes.settings.parts import procedure_in
from booking.office_changes.settings.values import RemoveRules, ReviseProcedure
from booking.offices.file.shape import Procedure
from booking.offices.from_rows import office_file
from booking.offices.setting_labels import labels
from booking.people.permissions import MANAGEMENT, allow
from booking.tables import Office
from booking.web.desk.blueprint import blueprint
from booking.web.desk.offices.impact import decide, show_impact
from booking.web.desk.offices.or_why_not import or_why_not
from booking.web.desk.offices.own_office import own_office
from booking.web.desk.page import page
from booking.web.desk.settings.asking import Finish, answer, shown_before
from booking.web.desk.settings.form import SettingsForm
from booking.web.desk.settings.sections import FROM, procedure_sections
from booking.web.session import now
from calendars.office_time import day_of
from database.base import db

_EDIT = "/office/<office_code>/procedures/<code>/edit"
_REMOVE = "/office/<office_code>/procedures/<code>/rules/<day>/remove"
_DATED = frozenset(field.name for field in fields(RuleValues))


@blueprint.get(_EDIT)
@allow(MANAGEMENT)
def edit_procedure(office_code: str, code: str) -> str:
    """The form with what holds on a day: today, or one to come, whose plans are to be changed."""
    office = own_office(office_code)
    procedure, today = _procedure(office, code), day_of(now())
    first = max(read_day(request.args.get(FROM, "")) or today, today)
    return _page(office, procedure, _present(office, procedure, first))


@blueprint.post(_EDIT)
@allow(MANAGEMENT)
def look_at_procedure(office_code: str, code: str) -> ResponseReturnValue:
    """What the form would change."""
    return _answer(show_impact, own_office(office_code), code, request.form)


@blueprint.post(f"{_EDIT}/confirm")
@allow(MANAGEMENT)
def revise_procedure(office_code: str, code: str) -> ResponseReturnValue:
    """Change it as decided."""
    return _answer(decide, own_office(office_code), code, shown_before())


@blueprint.get(_REMOVE)
@allow(MANAGEMENT)
def remove_rules_impact(office_code: str, code: str, day: str) -> ResponseReturnValue:
    """What taking back planned rules would do."""
    return or_why_not(show_impact, own_office(office_code), _removal(code, day))


@blueprint.post(_REMOVE)
@allow(MANAGEMENT)
def remove_rules(office_code: str, code: str, day: str) -> ResponseReturnValue:
    """Take planned rules back as decided."""
    return or_why_not(decide, own_office(office_code), _removal(code, day))


def _removal(code: str, day: str) -> RemoveRules:
    return RemoveRules(code, read_day(day) or abort(404))


def _procedure(office: Office, code: str) -> Procedure:
    return procedure_in(office_file(db.session(), office), code)


def _answer(finish: Finish, office: Office, code: str, sent: MultiDict[str, str]) -> ResponseReturnValue:
    procedure, form = _procedure(office, code), SettingsForm.parse(procedure_sections(), sent)

    def change() -> Change:
        first: date = form.settled()[FROM]
        values = form.values(procedure.on(first))
        rules = {name: value for name, value in values.items() if name in _DATED}
        own = {name: value for name, value in values.items() if name not in _DATED}
        return ReviseProcedure(code, first, rules, own, form.version)

    return answer(
        finish,
        office,
        form,
        change,
        sent=sent,
        confirm=url_for("desk.revise_procedure", office_code=office.code, code=code),
        form_page=lambda shown: _page(office, procedure, shown),
        present=lambda: _present(office, _procedure(office, code), form.settled()[FROM]),
    )


def _present(office: Office, procedure: Procedure, first: date) -> SettingsForm:
    form = SettingsForm.of(procedure_sections(), procedure.on(first), version=office.version)
    return form.typing(**{FROM: first.isoformat()})


def _page(office: Office, procedure: Procedure, form: SettingsForm) -> str:
    return page(
        "desk/settings/procedure.html",
        title=_("手続きの設定を変える"),
        about=procedure.title,
        lead=_("変えるところだけを直してください。変わるところと、影響する予約を確かめてから決められます。"),
        form=form,
        errors=form.errors,
        action=url_for("desk.look_at_procedure", office_code=office.code, code=procedure.code),
        back=url_for("desk.office", office_code=office.code),
        label=_("影響を確かめる"),
        shown_office=office,
        procedure=procedure,
        planned=_planned(procedure),
    )


def _planned(procedure: Procedure) -> Sequence[tuple[date, str]]:
    """The days to come from which something else holds, with the names of what changes."""
    names = labels()
    return [
        (entry.valid_from, _("、").join(names[name] for name in entry.values))
        for entry in procedure.rules
        if entry.valid_from > day_of(now())
    ]
