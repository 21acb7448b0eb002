"""A new office; its desks and procedures follow on the page of its settings."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.core.texts import _
from booking.offices.file.shape import Office
from booking.offices.found_office import found_office
from booking.offices.refusals import OfficeRulesBroken
from booking.people.permissions import ADMINISTRATION, allow
from booking.web.desk.blueprint import blueprint
from booking.web.desk.page import page
from booking.web.desk.settings.form import SettingsForm
from booking.web.desk.settings.sections import new_office_sections
from booking.web.session import now, staff

_USUAL = {"desk_opens": "08:30", "desk_closes": "17:15", "remind_at": "10:00", "remind_minutes_before": "60"}


@blueprint.get("/offices/new")
@allow(ADMINISTRATION)
def new_office() -> str:
    """The form of a new office."""
    return _page(SettingsForm.begun(new_office_sections(), _USUAL))


@blueprint.post("/offices/new")
@allow(ADMINISTRATION)
def submit_new_office() -> ResponseReturnValue:
    """Set it up, and go on to its settings. Nobody has booked there: there is nothing to look at before."""
    form = SettingsForm.parse(new_office_sections(), request.form, is_new=True)
    if form.errors:
        return form.with_status(_page(form))
    given = Office(**form.values(), fictional=False, desks=(), procedures=())
    try:
        found_office(given, staff_id=staff().as_staff, now=now())
    except OfficeRulesBroken as refused:
        return _page(form.with_faults(refused)), refused.http_status
    flash(_("安定所を作りました。次に、窓口と手続きを作ります。"), "success")
    return redirect(url_for("desk.office", office_code=given.code), code=303)


def _page(form: SettingsForm) -> str:
    return page(
        "desk/settings/form.html",
        title=_("安定所を作る"),
        about="",
        lead=_(
            "名前と連絡先を決めます。窓口・手続き・職員は、次の画面で加えます。手続きを作るまで、求職者には表示されません。"
        ),
        form=form,
        errors=form.errors,
        action=url_for("desk.submit_new_office"),
        back=url_for("desk.offices"),
        label=_("安定所を作る"),
    )
