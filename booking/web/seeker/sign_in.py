"""The my-page's door: signing in, with the way on to what was wanted, and signing out."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.availability.procedures import procedure_by_code
from booking.core.explain import Explanation, explain
from booking.core.rate_limits import count_sign_in
from booking.core.texts import _
from booking.people.permissions import ANYONE, allow
from booking.people.refusals import AccountLocked, TooManyCodes, WrongPassword
from booking.people.sign_in import signed_in as sign_ins
from booking.people.sign_in.second_step import StepPending
from booking.people.sign_in.signed_in import Entered
from booking.tables import Realm
from booking.web import session
from booking.web.accounts.passkeys import site
from booking.web.accounts.signing_in import SignInForm, check, empty_form, enter, go_on_to
from booking.web.seeker.account.mail_code_step import wanted_step
from booking.web.seeker.blueprint import blueprint
from booking.web.seeker.bookings.choosing import hold_chosen, remembered_choice, remembered_wanted_day
from booking.web.seeker.waiting_list import wait_as_wanted
from booking.web.way_back import local_path
from database.base import db


@blueprint.get("/login")
@allow(ANYONE)
def sign_in() -> ResponseReturnValue:
    """The form; a seeker who is signed in already goes on."""
    who = session.principal()
    if who is None:
        return _page(empty_form())
    return redirect(_way_on() if who.realm is Realm.MY_PAGE else url_for("desk.home"), code=303)


@blueprint.post("/login")
@allow(ANYONE)
def check_password() -> ResponseReturnValue:
    """Sign in, or ask for the one-time password that goes out by mail."""
    count_sign_in()
    form = SignInForm.parse(request.form)
    if form.errors:
        return _page(form), 422
    try:
        found = check(Realm.MY_PAGE, form, wanted_step(form.login))
    except (WrongPassword, AccountLocked, TooManyCodes) as refused:
        return _page(form, explain(refused)), refused.http_status
    if isinstance(found, StepPending):
        go_on_to(found)
        return redirect(url_for(".one_time_password", next=local_path(request.args.get("next"))), code=303)
    return come_in(found)


def come_in(entered: Entered, *, wanted: str | None = None) -> ResponseReturnValue:
    """Begin the sign-in of this browser and go on; a slot that was chosen before is held at once.

    `wanted` is the page that was asked for before, where the address of this one does not name it.
    """
    choice, wanted_day = remembered_choice(), remembered_wanted_day()  # a new sign-in empties the session
    enter(entered)
    if wanted_day and not _is_unregistered():
        return wait_as_wanted(wanted_day)
    return hold_chosen(choice) if choice else redirect(local_path(wanted) or _way_on(), code=303)


@blueprint.post("/logout")
@allow(ANYONE)
def sign_out() -> ResponseReturnValue:
    """End the sign-in, on the server as well."""
    token = session.end()
    if token is not None:
        sign_ins.sign_out(token)
    flash(_("ログアウトしました。"), "success")
    return redirect(url_for(".home"), code=303)


def _is_unregistered() -> bool:
    who = session.principal()
    return who is not None and who.is_unregistered


def _page(form: SignInForm, refusal: Explanation | None = None) -> str:
    choice = remembered_choice()
    return render_template(
        "seeker/sign_in.html",
        form=form,
        errors=form.errors,
        refusal=refusal,
        choice=choice,
        procedure=procedure_by_code(db.session(), choice.procedure) if choice else None,
        next=local_path(request.args.get("next")),
        has_passkeys=site() is not None,
    )


def _way_on() -> str:
    return local_path(request.args.get("next")) or url_for(".my_page")
