"""A new desk of an office, and what a desk is called and which host it has."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from booking.core.host_licences import HostLicence
from booking.core.lengths import TICK_MINUTES
from booking.core.texts import _
from booking.office_changes.settings.parts import desk_in
from booking.office_changes.settings.values import AddDesk, ReviseDesk
from booking.offices.file.shape import Desk
from booking.offices.from_rows import office_file
from booking.people.permissions import MANAGEMENT, allow
from booking.tables import Office
from booking.web.desk.blueprint import blueprint
from booking.web.desk.offices.impact import decide, show_impact
from booking.web.desk.offices.own_office import own_office
from booking.web.desk.page import page
from booking.web.desk.settings.asking import Finish, answer, shown_before
from booking.web.desk.settings.form import SettingsForm
from booking.web.desk.settings.sections import desk_sections, new_desk_sections
from database.base import db

_NEW = "/office/<office_code>/desks/new"
_EDIT = "/office/<office_code>/desks/<desk_code>/edit"


@blueprint.get(_NEW)
@allow(MANAGEMENT)
def new_desk(office_code: str) -> str:
    """The form of a new desk, with the next code that is free and what most desks have."""
    office = own_office(office_code)
    known = {desk.code for desk in office.desks}
    code = next(code for n in range(1, len(known) + 2) if (code := f"{office.code}-desk-{n}") not in known)
    begun = {"code": code, "host_licence": HostLicence.LICENSED.value, "rest_minutes": str(TICK_MINUTES)}
    return _new_page(office, SettingsForm.begun(new_desk_sections(), begun))


@blueprint.post(_NEW)
@allow(MANAGEMENT)
def look_at_new_desk(office_code: str) -> ResponseReturnValue:
    """The new desk as it would be."""
    return _add(show_impact, own_office(office_code), request.form)


@blueprint.post(f"{_NEW}/confirm")
@allow(MANAGEMENT)
def add_desk(office_code: str) -> ResponseReturnValue:
    """Add it."""
    return _add(decide, own_office(office_code), shown_before())


@blueprint.get(_EDIT)
@allow(MANAGEMENT)
def edit_desk(office_code: str, desk_code: str) -> str:
    """The form with what holds now."""
    office = own_office(office_code)
    desk = _desk(office, desk_code)
    return _edit_page(office, desk, _present(office, desk))


@blueprint.post(_EDIT)
@allow(MANAGEMENT)
def look_at_desk(office_code: str, desk_code: str) -> ResponseReturnValue:
    """What the form would change."""
    return _revise(show_impact, own_office(office_code), desk_code, request.form)


@blueprint.post(f"{_EDIT}/confirm")
@allow(MANAGEMENT)
def revise_desk(office_code: str, desk_code: str) -> ResponseReturnValue:
    """Change it as decided."""
    return _revise(decide, own_office(office_code), desk_code, shown_before())


def _desk(office: Office, code: str) -> Desk:
    return desk_in(office_file(db.session(), office), code)


def _add(finish: Finish, office: Office, sent: MultiDict[str, str]) -> ResponseReturnValue:
    form = SettingsForm.parse(new_desk_sections(), sent, is_new=True)
    return answer(
        finish,
        office,
        form,
        lambda: AddDesk(Desk(**form.values())),
        sent=sent,
        confirm=url_for("desk.add_desk", office_code=office.code),
        form_page=lambda shown: _new_page(office, shown),
    )


def _revise(finish: Finish, office: Office, desk_code: str, sent: MultiDict[str, str]) -> ResponseReturnValue:
    desk, form = _desk(office, desk_code), SettingsForm.parse(desk_sections(), sent)
    return answer(
        finish,
        office,
        form,
        lambda: ReviseDesk(desk_code, form.values(), form.version),
        sent=sent,
        confirm=url_for("desk.revise_desk", office_code=office.code, desk_code=desk_code),
        form_page=lambda shown: _edit_page(office, desk, shown),
        present=lambda: _present(office, _desk(office, desk_code)),
    )


def _present(office: Office, desk: Desk) -> SettingsForm:
    return SettingsForm.of(desk_sections(), desk, version=office.version)


def _new_page(office: Office, form: SettingsForm) -> str:
    return _page(
        office,
        form,
        title=_("窓口を作る"),
        about=office.name,
        lead=_("窓口を作ったら、安定所の設定で、手続きに加えます。"),
        action=url_for("desk.look_at_new_desk", office_code=office.code),
        label=_("内容を確かめる"),
    )


def _edit_page(office: Office, desk: Desk, form: SettingsForm) -> str:
    return _page(
        office,
        form,
        title=_("窓口の設定を変える"),
        about=_("%(office)s　%(desk)s", office=office.name, desk=desk.name),
        lead=_("ホストを変えると、これから作るミーティングから、新しいホストになります。"),
        action=url_for("desk.look_at_desk", office_code=office.code, desk_code=desk.code),
        label=_("変わるところを確かめる"),
    )


def _page(office: Office, form: SettingsForm, **shown: Any) -> str:
    back = url_for("desk.office", office_code=office.code)
    return page("desk/settings/form.html", form=form, errors=form.errors, back=back, **shown)
