"""From a filled-in form to the look at what it changes, and from there to the change."""

import json
from collections.abc import Callable
from dataclasses import replace

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from booking.core.explain import explain_to_staff
from booking.core.texts import _
from booking.office_changes.changes import Change, is_made
from booking.office_changes.refusals import DayInPast
from booking.offices.from_rows import office_file
from booking.offices.refusals import OfficeRulesBroken, SettingChangedMeanwhile
from booking.tables import Office
from booking.web.desk.offices.proposals import Proposal, proposal
from booking.web.desk.sealed_files import opened, sealed
from booking.web.desk.settings.form import SettingsForm
from booking.web.desk.settings.meanwhile import meanwhile
from booking.web.desk.settings.sections import FROM
from database.base import db

Finish = Callable[[Proposal], ResponseReturnValue]  # show_impact or decide


def shown_before() -> MultiDict[str, str]:
    """The form that was looked at; until it is confirmed it lies in the page alone, sealed."""
    return MultiDict(json.loads(opened()))


def answer(
    finish: Finish,
    office: Office,
    form: SettingsForm,
    change: Callable[[], Change],
    *,
    sent: MultiDict[str, str],
    confirm: str,
    form_page: Callable[[SettingsForm], str],
    present: Callable[[], SettingsForm] | None = None,
) -> ResponseReturnValue:
    """What the form changes, or the form again. `confirm` is where what is decided goes to.

    `change` is made of a form in which all can be read; `present` is the form as it would be opened now.
    """
    if form.errors:
        return form.with_status(form_page(form))
    if not form.touched:
        flash(_("いまの設定と同じです。何も変わりません。"), "notice")
        return redirect(url_for("desk.office", office_code=office.code), code=303)
    try:
        asked = change()
        if is_made(office_file(db.session(), office), asked):
            flash(_("同じ内容で、もう作ってあります。"), "notice")
            return redirect(url_for("desk.office", office_code=office.code), code=303)
        return finish(
            replace(
                proposal(office, asked),
                action=confirm,
                fields={"sealed": sealed(_written(sent), taken_in_at=confirm)},
                changes=form.changes(),
            )
        )
    except DayInPast as refused:
        return form_page(form.with_error(FROM, explain_to_staff(refused).what_happened)), refused.http_status
    except OfficeRulesBroken as refused:
        return form_page(form.with_faults(refused)), refused.http_status
    except SettingChangedMeanwhile as refused:
        if present is None:
            raise
        return form_page(form.beside(present(), meanwhile(office, refused))), refused.http_status


def _written(sent: MultiDict[str, str]) -> bytes:
    pairs = [[name, value] for name, value in sent.items(multi=True) if name != "csrf_token"]
    return json.dumps(pairs, ensure_ascii=False).encode()
