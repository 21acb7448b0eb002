"""An earlier version's settings again, after a look at what that changes and for whom."""

from collections.abc import Callable
from dataclasses import replace

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.core.explain import explain_to_staff
from booking.core.texts import _
from booking.history.office_versions import file_of, told_differences
from booking.office_changes.refusals import SettingsChanged
from booking.office_changes.settings.put_back import PutBack, put_back
from booking.offices.file.document import office_document
from booking.offices.file.read import read_again
from booking.offices.file.shape import Office as OfficeFile
from booking.offices.from_rows import office_file
from booking.offices.refusals import OfficeRulesBroken
from booking.people.permissions import MANAGEMENT, allow
from booking.tables import Office
from booking.web.desk.blueprint import blueprint
from booking.web.desk.office_history.history import DIGITS, VERSION, in_words, version_page
from booking.web.desk.offices.impact import decide, show_impact
from booking.web.desk.offices.own_office import own_office
from booking.web.desk.offices.proposals import Proposal, proposal
from booking.web.forms import whole_number
from booking.web.session import now
from calendars.office_time import day_of
from database.base import db

_ADDRESS = f"/office/<office_code>/history/{VERSION}/put-back"


@blueprint.get(_ADDRESS)
@allow(MANAGEMENT)
def put_back_impact(office_code: str, version: int) -> ResponseReturnValue:
    """What the settings of the version would change of those that hold now."""
    office = own_office(office_code)
    asked = _proposal(office, PutBack(version, _kept(office, version), office_file(db.session(), office)))
    if not asked.changes:
        flash(_("この版の設定は、いまと同じです。"), "notice")
        return redirect(asked.back, code=303)
    return _or_why_not(show_impact, office, version, asked)


@blueprint.post(_ADDRESS)
@allow(MANAGEMENT)
def put_settings_back(office_code: str, version: int) -> ResponseReturnValue:
    """Put them back as decided, unless the settings have changed since they were looked at."""
    office, seen = own_office(office_code), whole_number(request.form.get("seen", ""), digits=DIGITS)
    change = PutBack(version, _kept(office, version), _kept(office, seen or 0))
    try:
        return _or_why_not(decide, office, version, _proposal(office, change))
    except SettingsChanged as refused:
        flash(explain_to_staff(refused).sentences, "notice")
        return redirect(url_for("desk.put_back_impact", office_code=office.code, version=version), code=303)


def _proposal(office: Office, change: PutBack) -> Proposal:
    said = office_document(put_back(change.seen, change, today=day_of(now())))
    return replace(
        proposal(office, change),
        back=url_for("desk.office_version", office_code=office.code, version=change.version),
        fields={"seen": str(office.version)},
        changes=[str(one) for one in in_words(told_differences(office_document(change.seen), said), said)],
    )


def _or_why_not(
    answer: Callable[[Proposal], ResponseReturnValue], office: Office, version: int, asked: Proposal
) -> ResponseReturnValue:
    """The answer, or the version with the rule of the office that it would break by now."""
    try:
        return answer(asked)
    except OfficeRulesBroken as refused:
        return version_page(office, version, refused), refused.http_status


def _kept(office: Office, version: int) -> OfficeFile:
    return read_again(file_of(db.session(), office.id, version) or abort(404))
