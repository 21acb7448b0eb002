"""Staff who have no second factor yet, and may not go without, set up a passkey at the door instead of a program."""

from datetime import UTC, datetime

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from booking.core.explain import explain_to_staff
from booking.core.rate_limits import count_sign_in
from booking.core.refusals import Refusal
from booking.people.passkeys.refusals import PasskeyEnded, PasskeyNotMade, TooManyPasskeys
from booking.people.permissions import ANYONE, allow
from booking.people.refusals import AccountLocked, StepEnded, WrongCode
from booking.people.second_factors.own_passkeys import begin_passkey_of_staff, passkey_set_up_fits
from booking.people.second_factors.recovery_codes import new_recovery_codes
from booking.tables import Account, SecondStep
from booking.web.accounts.passkeys import (
    keep_to_make,
    made_here,
    name_of_made,
    options_to_make,
    required_site,
    suggested_name,
)
from booking.web.accounts.signing_in import account_at_step, enter, take
from booking.web.desk.blueprint import blueprint
from booking.web.desk.page import page
from booking.web.desk.staff.second_step import begin_again, wanted_page
from booking.web.desk.staff.shown_codes import recovery_codes_page
from booking.web.session import now


@blueprint.post("/login/set-up/passkey")
@allow(ANYONE)
def begin_passkey_at_the_door() -> ResponseReturnValue:
    """Go on to a passkey; the password was given in the step before."""
    count_sign_in()
    required_site()
    account = _account()
    if account is None:
        return begin_again(StepEnded(None))
    try:
        keep_to_make(begin_passkey_of_staff(account.id, None, real_now=datetime.now(UTC)))
    except WrongCode:  # another browser has set something up meanwhile
        return begin_again(StepEnded(None))
    return redirect(url_for(".new_passkey_at_the_door", next=wanted_page()), code=303)


@blueprint.get("/login/set-up/passkey")
@allow(ANYONE)
def new_passkey_at_the_door() -> ResponseReturnValue:
    """The button that asks the device."""
    account = _account()
    options = options_to_make(account.id) if account else None
    if options is None:
        return redirect(url_for(".set_up_at_the_door", next=wanted_page()), code=303)
    return page(
        "desk/passkeys/new.html",
        options=options,
        name=suggested_name(),
        action=url_for(".finish_passkey_at_the_door", next=wanted_page()),
        back=url_for(".set_up_at_the_door", next=wanted_page()),
    )


@blueprint.post("/login/set-up/passkey/finish")
@allow(ANYONE)
def finish_passkey_at_the_door() -> ResponseReturnValue:
    """Keep what the device has made, sign in, and show the recovery codes, this once."""
    count_sign_in()
    account, codes = _account(), new_recovery_codes()
    if account is None:
        return begin_again(StepEnded(None))
    try:
        made = made_here(account.id)
        fits = passkey_set_up_fits(made, codes, name=name_of_made(), now=now(), real_now=datetime.now(UTC))
        entered = take(SecondStep.SET_UP_TOTP, fits)
    except (PasskeyEnded, PasskeyNotMade, TooManyPasskeys) as refused:
        return _choose_again(refused)
    except (AccountLocked, StepEnded) as refused:
        return begin_again(refused)
    enter(entered)
    return recovery_codes_page(codes, login=entered.login, way_on=wanted_page() or url_for(".home"))


def _account() -> Account | None:
    return account_at_step(SecondStep.SET_UP_TOTP)


def _choose_again(refused: Refusal) -> ResponseReturnValue:
    why = explain_to_staff(refused)
    flash(why.sentences, "warning")
    return redirect(url_for(".set_up_at_the_door", next=wanted_page()), code=303)
