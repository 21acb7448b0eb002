"""Staff sign in and out."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.core.explain import Explanation, explain_to_staff
from booking.core.rate_limits import count_sign_in
from booking.core.texts import _
from booking.people.permissions import ALL_STAFF, ANYONE, allow
from booking.people.refusals import AccountDisabled, AccountLocked, WrongPassword
from booking.people.second_factors.factors import second_factor_step
from booking.people.sign_in.second_step import StepPending
from booking.people.sign_in.signed_in import sign_out as end_sign_in
from booking.services import services
from booking.tables import Realm
from booking.web import session
from booking.web.accounts.passkeys import site
from booking.web.accounts.signing_in import SignInForm, check, empty_form, enter, go_on_to
from booking.web.desk.blueprint import blueprint
from booking.web.desk.page import page
from booking.web.desk.staff.second_step import PAGES_OF_STEPS
from booking.web.way_back import local_path


@blueprint.get("/login")
@allow(ANYONE)
def sign_in() -> ResponseReturnValue:
    """The sign-in page of staff."""
    if _already_in():
        return redirect(_way_on(), code=303)
    return _sign_in_page(empty_form())


@blueprint.post("/login", endpoint="check_sign_in")
@allow(ANYONE)
def check_sign_in() -> ResponseReturnValue:
    """Check the password, and go on to the page that was asked for."""
    count_sign_in()
    form = SignInForm.parse(request.form)
    if form.errors:
        return _sign_in_page(form), 422
    try:
        found = check(Realm.DESK, form, second_factor_step(required=services().config.requires_second_factor))
    except (WrongPassword, AccountDisabled, AccountLocked) as refused:
        return _sign_in_page(form, explain_to_staff(refused)), refused.http_status
    if isinstance(found, StepPending):
        go_on_to(found)
        return redirect(url_for(PAGES_OF_STEPS[found.kind], next=local_path(request.args.get("next"))), code=303)
    enter(found)
    return redirect(_way_on(), code=303)


@blueprint.post("/logout")
@allow(ALL_STAFF)
def sign_out() -> ResponseReturnValue:
    """End the sign-in here and on the server."""
    token = session.end()
    if token:
        end_sign_in(token)
    flash(_("ログアウトしました。"), "success")
    return redirect(url_for("desk.sign_in"), code=303)


def _already_in() -> bool:
    signed_in = session.principal()
    return signed_in is not None and signed_in.realm is Realm.DESK


def _way_on() -> str:
    return local_path(request.args.get("next")) or url_for("desk.home")


def _sign_in_page(form: SignInForm, explanation: Explanation | None = None) -> str:
    wanted = local_path(request.args.get("next"))
    return page(
        "desk/sign_in.html",
        form=form,
        errors=form.errors,
        explanation=explanation,
        wanted=wanted,
        has_passkeys=site() is not None,
    )
