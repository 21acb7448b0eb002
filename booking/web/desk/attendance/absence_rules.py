"""欠席のきまり: after how many no-shows an office warns and proposes a suspension, and for how long."""

from collections.abc import Mapping

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.core.texts import _
from booking.offices.absence_rules import AbsenceRules
from booking.offices.change_absence_rules import change_absence_rules
from booking.offices.from_rows import absence_rules_of
from booking.offices.refusals import OfficeRulesBroken, SettingChangedMeanwhile
from booking.people.permissions import MANAGEMENT, allow
from booking.tables import Office
from booking.web.desk.blueprint import blueprint
from booking.web.desk.offices.own_office import own_office
from booking.web.desk.page import page
from booking.web.desk.settings.meanwhile import Meanwhile, meanwhile, seen_version
from booking.web.forms import figures, whole_number
from booking.web.session import now, staff

_NUMBERS = ("warn_at", "propose_at", "within_days", "suspension_days")


@blueprint.get("/office/<office_code>/absences")
@allow(MANAGEMENT)
def absence_rules(office_code: str) -> str:
    """The four numbers that hold now."""
    office = own_office(office_code)
    return _page(office, {name: str(value) for name, value in vars(absence_rules_of(office)).items()}, {})


@blueprint.post("/office/<office_code>/absences")
@allow(MANAGEMENT)
def submit_absence_rules(office_code: str) -> ResponseReturnValue:
    """Let other numbers hold from now on."""
    office = own_office(office_code)
    typed = {name: figures(request.form, name) for name in _NUMBERS}
    numbers = {name: whole_number(text, digits=4) for name, text in typed.items()}
    errors = {name: _("数字で入力してください。例：2") for name, number in numbers.items() if number is None}
    if errors:
        return _page(office, typed, errors), 422
    rules = AbsenceRules(**{name: number for name, number in numbers.items() if number is not None})
    try:
        change_absence_rules(office.id, rules, actor=staff().actor, now=now(), seen=seen_version(request.form))
    except OfficeRulesBroken as refused:
        return _page(own_office(office_code), typed, _complaints(refused)), 422
    except SettingChangedMeanwhile as refused:
        found = meanwhile(own_office(office_code), refused)
        return _page(own_office(office_code), typed, {}, found), refused.http_status
    flash(_("変更しました。"), "success")
    return redirect(url_for("desk.office", office_code=office_code), code=303)


def _complaints(refused: OfficeRulesBroken) -> dict[str, str]:
    """The first fault of each number, at its field."""
    found: dict[str, str] = {}
    for key, what, allowed in refused.faults:
        complaint = _("%(what)s。使えるのは、%(allowed)sです。", what=what, allowed=allowed)
        found.setdefault(key.removeprefix("absences."), complaint)
    return found


def _page(office: Office, typed: Mapping[str, str], errors: Mapping[str, str], found: Meanwhile | None = None) -> str:
    seen = (None if found else seen_version(request.form)) or office.version
    return page("desk/absence_rules.html", settings=office, typed=typed, errors=errors, seen=seen, meanwhile=found)
