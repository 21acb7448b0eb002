"""The own account of whoever is signed in at the desk, and their second factor."""

import secrets
from datetime import UTC, datetime

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.core.explain import Explanation, explain_to_staff
from booking.core.texts import _
from booking.offices.staff_offices import offices_of_staff
from booking.people.permissions import ALL_STAFF, allow
from booking.people.second_factors import renew
from booking.people.second_factors.recovery_codes import new_recovery_codes
from booking.people.second_factors.set_up import SetUp
from booking.people.second_factors.totp import secret_of_set_up
from booking.services import services
from booking.web import session
from booking.web.accounts.own_account import own_login
from booking.web.accounts.passkeys import site
from booking.web.desk.blueprint import blueprint
from booking.web.desk.page import page
from booking.web.desk.staff.code_form import CodeForm
from booking.web.desk.staff.proof import NOT_SHOWN, code_or_passkey, own_factors, sent_proof
from booking.web.desk.staff.second_step import set_up_page
from booking.web.desk.staff.shown_codes import recovery_codes_page
from booking.web.session import now, staff
from database.base import db

_SET_UP = "second_factor_set_up"


@blueprint.get("/account")
@allow(ALL_STAFF)
def own_account() -> str:
    """Name, role, offices, second factor."""
    return _page(CodeForm())


@blueprint.post("/account/second-factor")
@allow(ALL_STAFF)
def begin_set_up() -> ResponseReturnValue:
    """Begin to set up a program in this browser; nothing changes before it has shown a code."""
    session.keep(_SET_UP, secrets.token_urlsafe(32))
    return redirect(url_for(".set_up"), code=303)


@blueprint.get("/account/second-factor")
@allow(ALL_STAFF)
def set_up() -> ResponseReturnValue:
    """Show what the program has to know."""
    secret = _secret()
    if secret is None:
        return redirect(url_for(".own_account"), code=303)
    return set_up_page(secret, own_login(), CodeForm(), action=url_for(".finish_set_up"), factors=own_factors())


@blueprint.post("/account/second-factor/finish")
@allow(ALL_STAFF)
def finish_set_up() -> ResponseReturnValue:
    """Keep the program once it has shown a code, and show the recovery codes, this once."""
    form, codes, secret = CodeForm.parse(request.form), new_recovery_codes(), _secret()
    if secret is None:
        return redirect(url_for(".own_account"), code=303)
    try:
        _keep(SetUp(secret, codes), form.code)
    except NOT_SHOWN as refused:
        why = explain_to_staff(refused)
        flash(why.sentences, "warning")
        return redirect(url_for(".set_up"), code=303)
    session.forget(_SET_UP)
    return recovery_codes_page(codes, login=own_login(), way_on=url_for(".own_account"))


@blueprint.post("/account/recovery-codes")
@allow(ALL_STAFF)
def renew_recovery_codes() -> ResponseReturnValue:
    """Make new recovery codes and show them, this once."""
    form, codes = code_or_passkey(), new_recovery_codes()
    if form.errors:
        return form.with_status(_page(form))
    account_id, real_now = staff().account_id, datetime.now(UTC)
    try:
        renew.renew_recovery_codes(account_id, codes, sent_proof(form), now=now(), real_now=real_now)
    except NOT_SHOWN as refused:
        return form.with_status(_page(CodeForm(), explain_to_staff(refused)), refused)
    return recovery_codes_page(codes, login=own_login(), way_on=url_for(".own_account"))


@blueprint.post("/account/second-factor/give-up")
@allow(ALL_STAFF)
def give_up_second_factor() -> ResponseReturnValue:
    """Do without; where one is required this is not offered, and refused."""
    if services().config.requires_second_factor:
        abort(403)
    form = CodeForm.parse(request.form, "give_up")
    if form.errors:
        return form.with_status(_page(form))
    try:
        renew.give_up_second_factor(staff().account_id, sent_proof(form), now=now())
    except NOT_SHOWN as refused:
        return form.with_status(_page(CodeForm(), explain_to_staff(refused)), refused)
    flash(_("認証アプリの登録を取り消しました。"), "success")
    return redirect(url_for(".own_account"), code=303)


def _keep(made: SetUp, typed: str) -> None:
    account_id, keys, real_now = staff().account_id, services().keys, datetime.now(UTC)
    if not own_factors().any:
        renew.set_up_first(account_id, made, typed, keys=keys, now=now(), real_now=real_now)
        return
    proof = sent_proof(code_or_passkey("own"))
    renew.replace_program(account_id, made, typed, proof, keys=keys, now=now(), real_now=real_now)


def _secret() -> str | None:
    token = session.kept(_SET_UP)
    return secret_of_set_up(services().config.secret_key, token) if token else None


def _page(form: CodeForm, refusal: Explanation | None = None) -> str:
    who = staff()
    return page(
        "desk/staff/own_account.html",
        login=own_login(),
        own_offices=offices_of_staff(db.session(), office_ids=who.office_ids),
        factors=own_factors(),
        has_passkeys=site() is not None,
        required=services().config.requires_second_factor,
        form=form,
        errors=form.errors,
        explanation=refusal,
    )
