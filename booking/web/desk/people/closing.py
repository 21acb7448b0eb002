"""Closing a seeker's my-page (利用不可) and opening it again, with a reason."""

from datetime import UTC, datetime

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.core.explain import explain_to_staff
from booking.core.texts import _
from booking.people.closed import closure_of
from booking.people.permissions import RECEPTION, allow
from booking.people.records import closing
from booking.people.records.refusals import ClosedAlready, NotClosed
from booking.tables import Seeker
from booking.web.desk.blueprint import blueprint
from booking.web.desk.page import page
from booking.web.desk.people.closing_form import ClosingForm
from booking.web.desk.people.reason_form import ReasonForm
from booking.web.desk.people.seeker_access import opened_seeker
from booking.web.desk.url_params import SEEKER
from booking.web.session import now, staff
from calendars.office_time import day_of
from database.base import db


@blueprint.get(f"/seekers/{SEEKER}/closure")
@allow(RECEPTION)
def closure(seeker_id: int) -> str:
    """The form: to close it, or to open it again if it is closed."""
    return _form_page(opened_seeker(seeker_id), ClosingForm())


@blueprint.post(f"/seekers/{SEEKER}/close")
@allow(RECEPTION)
def close_my_page(seeker_id: int) -> ResponseReturnValue:
    """Close it; whoever is signed in is out."""
    person, form = opened_seeker(seeker_id), ClosingForm.read(request.form, today=day_of(now()))
    if form.errors:
        return _form_page(person, form), 422
    try:
        closing.close_my_page(
            seeker_id,
            reason=form.reason,
            last_day=form.last_day,
            staff_id=staff().as_staff,
            now=now(),
            real_now=datetime.now(UTC),
        )
        flash(_("マイページを利用不可にしました。"), "success")
    except ClosedAlready as refused:
        _flash_refusal(refused)
    return redirect(url_for("desk.seeker", seeker_id=seeker_id), code=303)


@blueprint.post(f"/seekers/{SEEKER}/reopen")
@allow(RECEPTION)
def reopen_my_page(seeker_id: int) -> ResponseReturnValue:
    """Open it again."""
    person, form = opened_seeker(seeker_id), ReasonForm.parse(request.form)
    if form.errors:
        return _form_page(person, form), 422
    try:
        closing.reopen_my_page(seeker_id, reason=form.reason, staff_id=staff().as_staff, now=now())
        flash(_("マイページの利用不可を解きました。"), "success")
    except NotClosed as refused:
        _flash_refusal(refused)
    return redirect(url_for("desk.seeker", seeker_id=seeker_id), code=303)


def _flash_refusal(refused: ClosedAlready | NotClosed) -> None:
    why = explain_to_staff(refused)
    flash(why.sentences, "notice")


def _form_page(person: Seeker, form: ReasonForm) -> str:
    lasting = closure_of(db.session(), person.id)
    return page("desk/closure.html", seeker=person, closure=lasting, form=form, errors=form.errors)
