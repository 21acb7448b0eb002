"""What an office is called, where it is and how it is reached."""

from flask import request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from booking.core.texts import _
from booking.office_changes.settings.values import ReviseOffice
from booking.offices.from_rows import office_file
from booking.people.permissions import MANAGEMENT, allow
from booking.tables import Office
from booking.web.desk.blueprint import blueprint
from booking.web.desk.offices.impact import decide, show_impact
from booking.web.desk.offices.own_office import own_office
from booking.web.desk.page import page
from booking.web.desk.settings.asking import Finish, answer, shown_before
from booking.web.desk.settings.form import SettingsForm
from booking.web.desk.settings.sections import office_sections
from database.base import db

_ADDRESS = "/office/<office_code>/basics"


@blueprint.get(_ADDRESS)
@allow(MANAGEMENT)
def basics(office_code: str) -> str:
    """The form with what holds now."""
    office = own_office(office_code)
    return _page(office, _present(office))


@blueprint.post(_ADDRESS)
@allow(MANAGEMENT)
def look_at_basics(office_code: str) -> ResponseReturnValue:
    """What the form would change."""
    return _answer(show_impact, own_office(office_code), request.form)


@blueprint.post(f"{_ADDRESS}/confirm")
@allow(MANAGEMENT)
def revise_basics(office_code: str) -> ResponseReturnValue:
    """Change it as decided."""
    return _answer(decide, own_office(office_code), shown_before())


def _answer(finish: Finish, office: Office, sent: MultiDict[str, str]) -> ResponseReturnValue:
    form = SettingsForm.parse(office_sections(), sent)
    return answer(
        finish,
        office,
        form,
        lambda: ReviseOffice(form.values(), form.version),
        sent=sent,
        confirm=url_for("desk.revise_basics", office_code=office.code),
        form_page=lambda shown: _page(office, shown),
        present=lambda: _present(office),
    )


def _present(office: Office) -> SettingsForm:
    return SettingsForm.of(office_sections(), office_file(db.session(), office), version=office.version)


def _page(office: Office, form: SettingsForm) -> str:
    return page(
        "desk/settings/form.html",
        title=_("名前・場所・連絡先を変える"),
        about=office.name,
        lead=_("変えるところだけを直してください。変わるところを確かめてから、決められます。"),
        form=form,
        errors=form.errors,
        action=url_for("desk.look_at_basics", office_code=office.code),
        back=url_for("desk.office", office_code=office.code),
        label=_("変わるところを確かめる"),
    )
