"""The pages behind the links of the mails to staff: looking changes nothing, sending the form sets the password."""

from collections.abc import Callable
from datetime import UTC, datetime

from flask import flash, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.core.rate_limits import count_key_request
from booking.core.texts import _
from booking.people.account_keys.refusals import KeyEnded
from booking.people.account_keys.spend import key_of_link
from booking.people.permissions import ANYONE, allow
from booking.people.staff_accounts.invite import accept_invitation
from booking.people.staff_accounts.reset import reset_staff_password
from booking.tables import KeyPurpose
from booking.web.desk.blueprint import blueprint
from booking.web.desk.page import page
from booking.web.desk.staff.password_form import PasswordForm
from booking.web.session import now
from database.base import db

_INVITATION = "/invitation/<link>"
_RESET = "/password/<link>"


@blueprint.get(_INVITATION)
@allow(ANYONE)
def invitation(link: str) -> ResponseReturnValue:
    """Ask for the first password."""
    return _looked_at(link, KeyPurpose.INVITE, "desk/staff/invitation.html")


@blueprint.post(_INVITATION)
@allow(ANYONE)
def accept(link: str) -> ResponseReturnValue:
    """Set the first password; with it one signs in."""
    return _set(link, "desk/staff/invitation.html", accept_invitation)


@blueprint.get(_RESET)
@allow(ANYONE)
def new_password(link: str) -> ResponseReturnValue:
    """Ask for a new password."""
    return _looked_at(link, KeyPurpose.STAFF_RESET, "desk/staff/new_password.html")


@blueprint.post(_RESET)
@allow(ANYONE)
def set_new_password(link: str) -> ResponseReturnValue:
    """Set it; with it one signs in."""
    return _set(link, "desk/staff/new_password.html", reset_staff_password)


def _looked_at(link: str, purpose: KeyPurpose, template: str) -> ResponseReturnValue:
    try:
        key_of_link(db.session(), link, purpose=purpose, real_now=datetime.now(UTC))
    except KeyEnded as ended:
        return _ended(), ended.http_status
    response = make_response(_page(template, PasswordForm("", "")))
    response.headers["Cache-Control"] = "no-store"  # its address opens an account
    return response


def _set(link: str, template: str, act: Callable[..., None]) -> ResponseReturnValue:
    count_key_request()
    form = PasswordForm.parse(request.form)
    if form.errors:
        return form.with_status(_page(template, form))
    try:
        act(link, form.password, now=now(), real_now=datetime.now(UTC))
    except KeyEnded as ended:
        return _ended(), ended.http_status
    flash(_("パスワードを決めました。メールアドレスとこのパスワードで、ログインしてください。"), "success")
    return redirect(url_for(".sign_in"), code=303)


def _page(template: str, form: PasswordForm) -> str:
    return page(template, form=form, errors=form.errors)


def _ended() -> str:
    return page("desk/staff/link_ended.html")
