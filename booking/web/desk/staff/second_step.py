"""The second step of staff at the door: a code of their program, or setting one up where they have none yet."""

from collections.abc import Mapping
from datetime import UTC, datetime

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.core.explain import Explanation, explain_to_staff
from booking.core.rate_limits import count_sign_in
from booking.core.texts import _
from booking.people.permissions import ANYONE, allow
from booking.people.refusals import AccountLocked, StepEnded, WrongCode
from booking.people.second_factors.check import second_factor_fits
from booking.people.second_factors.factors import SecondFactors, second_factors_of
from booking.people.second_factors.recovery_codes import new_recovery_codes
from booking.people.second_factors.set_up import SetUp, set_up_fits
from booking.people.second_factors.totp import address_of_set_up, secret_of_set_up
from booking.people.sign_in.second_step import Fits
from booking.people.sign_in.signed_in import Entered
from booking.services import services
from booking.tables import SecondStep
from booking.web.accounts.passkeys import site
from booking.web.accounts.signing_in import account_at_step, enter, step_token, take
from booking.web.desk.blueprint import blueprint
from booking.web.desk.page import page
from booking.web.desk.staff.code_form import CodeForm
from booking.web.desk.staff.shown_codes import picture_of, recovery_codes_page, spelled
from booking.web.session import now
from booking.web.way_back import local_path
from database.base import db

PAGES_OF_STEPS: Mapping[SecondStep, str] = {
    SecondStep.TOTP: "desk.second_step",
    SecondStep.SET_UP_TOTP: "desk.set_up_at_the_door",
}


@blueprint.get("/login/code")
@allow(ANYONE)
def second_step() -> ResponseReturnValue:
    """Ask for the code."""
    if account_at_step(SecondStep.TOTP) is None:
        return redirect(url_for(".sign_in", next=wanted_page()), code=303)
    return _code_page(CodeForm())


@blueprint.post("/login/code")
@allow(ANYONE)
def take_second_step() -> ResponseReturnValue:
    """Sign in with the code, or with a recovery code."""
    count_sign_in()
    form = CodeForm.parse(request.form)
    if form.errors:
        return form.with_status(_code_page(form))
    fits = second_factor_fits(form.code, keys=services().keys, now=now(), real_now=datetime.now(UTC))
    try:
        enter(take(SecondStep.TOTP, fits))
    except WrongCode as refused:
        return form.with_status(_code_page(CodeForm(), explain_to_staff(refused)), refused)
    except (AccountLocked, StepEnded) as refused:
        return begin_again(refused)
    return redirect(wanted_page() or url_for(".home"), code=303)


@blueprint.get("/login/set-up")
@allow(ANYONE)
def set_up_at_the_door() -> ResponseReturnValue:
    """Show what the program has to know; the same again when the page is opened again in this browser."""
    account = account_at_step(SecondStep.SET_UP_TOTP)
    if account is None:
        return redirect(url_for(".sign_in", next=wanted_page()), code=303)
    return set_up_page(
        _secret(), account.login, CodeForm(), action=url_for(".finish_set_up_at_the_door", next=wanted_page())
    )


@blueprint.post("/login/set-up")
@allow(ANYONE)
def finish_set_up_at_the_door() -> ResponseReturnValue:
    """Keep the program once it has shown a code, sign in, and show the recovery codes, this once."""
    count_sign_in()
    form, codes = CodeForm.parse(request.form), new_recovery_codes()
    if form.errors:
        return _try_again(next(iter(form.errors.values())))
    fits = set_up_fits(SetUp(_secret(), codes), form.code, keys=services().keys, now=now(), real_now=datetime.now(UTC))
    try:
        entered = _enter(fits)
    except WrongCode as refused:
        return _try_again(explain_to_staff(refused).sentences)
    except (AccountLocked, StepEnded) as refused:
        return begin_again(refused)
    return recovery_codes_page(codes, login=entered.login, way_on=wanted_page() or url_for(".home"))


def set_up_page(secret: str, login: str, form: CodeForm, *, action: str, factors: SecondFactors | None = None) -> str:
    """What the program has to know, and the form for its first code.

    With `factors` for who is signed in, and shows what they have; without, at the door, a passkey is the other choice.
    """
    address = address_of_set_up(secret, login=login, issuer=_("窓口 Madoguchi"))
    return page(
        "desk/staff/set_up.html",
        picture=picture_of(address),
        address=address,
        secret=spelled(secret),
        login=login,
        form=form,
        errors=form.errors,
        action=action,
        factors=factors,
        at_the_door=factors is None and site() is not None,
        has_passkeys=site() is not None,
        next=wanted_page(),
    )


def _enter(fits: Fits) -> Entered:
    entered = take(SecondStep.SET_UP_TOTP, fits)
    enter(entered)
    return entered


def _secret() -> str:
    return secret_of_set_up(services().config.secret_key, step_token())


def _code_page(form: CodeForm, refusal: Explanation | None = None) -> str:
    account = account_at_step(SecondStep.TOTP)
    return page(
        "desk/staff/second_step.html",
        form=form,
        errors=form.errors,
        explanation=refusal,
        next=wanted_page(),
        factors=second_factors_of(db.session(), account.id) if account else SecondFactors(True, 0),
        has_passkeys=site() is not None,
    )


def _try_again(why: str) -> ResponseReturnValue:
    """By the address of the page, not by a page that is kept: the secret stands on it."""
    flash(why, "warning")
    return redirect(url_for(".set_up_at_the_door", next=wanted_page()), code=303)


def begin_again(refused: AccountLocked | StepEnded) -> ResponseReturnValue:
    """Back to the password, with the reason."""
    why = explain_to_staff(refused)
    flash(why.sentences, "warning")
    return redirect(url_for(".sign_in", next=wanted_page()), code=303)


def wanted_page() -> str | None:
    """The page to which the sign-in leads, if one was asked for."""
    return local_path(request.args.get("next"))
