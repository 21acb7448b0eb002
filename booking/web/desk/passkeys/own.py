"""The passkeys of a member of staff: the list, a new one after password and second factor, its name, its end."""

from datetime import UTC, datetime

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.core.explain import Explanation, explain_to_staff
from booking.core.rate_limits import count_sign_in
from booking.core.texts import _
from booking.people.passkeys import own
from booking.people.passkeys.refusals import LastSecondFactor, PasskeyEnded, PasskeyNotMade, TooManyPasskeys
from booking.people.permissions import ALL_STAFF, allow
from booking.people.refusals import AccountLocked, WrongPassword
from booking.people.second_factors.own_passkeys import begin_passkey_of_staff, keep_passkey_of_staff
from booking.people.second_factors.recovery_codes import new_recovery_codes
from booking.services import services
from booking.web.accounts.own_account import OwnPasswordForm, check_password_again, own_login, wrong_own_password
from booking.web.accounts.passkeys import (
    NameForm,
    keep_to_make,
    made_here,
    name_of_made,
    of_account,
    options_to_make,
    required_site,
    site,
    suggested_name,
)
from booking.web.desk.blueprint import blueprint
from booking.web.desk.page import page
from booking.web.desk.staff.proof import NOT_SHOWN, code_or_passkey, own_factors, sent_proof
from booking.web.desk.staff.shown_codes import recovery_codes_page
from booking.web.desk.url_params import PASSKEY
from booking.web.session import now, staff


@blueprint.get("/account/passkeys")
@allow(ALL_STAFF)
def passkeys() -> ResponseReturnValue:
    """The list, and the way to another one."""
    return _list_page(OwnPasswordForm())


@blueprint.post("/account/passkeys")
@allow(ALL_STAFF)
def begin_own_passkey() -> ResponseReturnValue:
    """Ask for the password, and for the second factor that there is; then the device is asked for a passkey."""
    count_sign_in()
    required_site()
    form, has_one = OwnPasswordForm.parse(request.form), own_factors().any
    code = code_or_passkey() if has_one else None
    for name, error in (code.errors if code else {}).items():
        form = form.with_error(name, error)
    if form.errors:
        return form.with_status(_list_page(form))
    try:
        check_password_again(form.password)
        proof = sent_proof(code) if code else None
        keep_to_make(begin_passkey_of_staff(staff().account_id, proof, real_now=datetime.now(UTC)))
    except WrongPassword as refused:
        return form.with_status(_list_page(form.with_error("password", wrong_own_password())), refused)
    except (TooManyPasskeys, *NOT_SHOWN) as refused:
        return form.with_status(_list_page(form, explain_to_staff(refused)), refused)
    return redirect(url_for(".new_passkey"), code=303)


@blueprint.get("/account/passkeys/new")
@allow(ALL_STAFF)
def new_passkey() -> ResponseReturnValue:
    """The button that asks the device; without the password before it, the way back to it."""
    options = options_to_make(staff().account_id)
    if options is None:
        return redirect(url_for(".passkeys"), code=303)
    return page(
        "desk/passkeys/new.html",
        options=options,
        name=suggested_name(),
        action=url_for(".make_passkey"),
        back=url_for(".passkeys"),
    )


@blueprint.post("/account/passkeys/new")
@allow(ALL_STAFF)
def make_passkey() -> ResponseReturnValue:
    """Keep what the device has made; with the first second factor the recovery codes are shown, this once."""
    account_id, codes = staff().account_id, new_recovery_codes()
    try:
        is_first = keep_passkey_of_staff(
            account_id, made_here(account_id), codes, name=name_of_made(), now=now(), real_now=datetime.now(UTC)
        )
    except (PasskeyEnded, PasskeyNotMade, TooManyPasskeys) as refused:
        why = explain_to_staff(refused)
        flash(why.sentences, "error")
        return redirect(url_for(".passkeys"), code=303)
    if is_first:
        return recovery_codes_page(codes, login=own_login(), way_on=url_for(".passkeys"))
    flash(_("パスキーを登録しました。次から「パスキーでログイン」を使えます。"), "success")
    return redirect(url_for(".passkeys"), code=303)


@blueprint.get(f"/account/passkeys/{PASSKEY}")
@allow(ALL_STAFF)
def passkey(passkey_id: int) -> ResponseReturnValue:
    """One passkey."""
    return _page(passkey_id, OwnPasswordForm())


@blueprint.post(f"/account/passkeys/{PASSKEY}/name")
@allow(ALL_STAFF)
def rename_passkey(passkey_id: int) -> ResponseReturnValue:
    """Call it otherwise."""
    form = NameForm.parse(request.form)
    if form.errors:
        return form.with_status(_page(passkey_id, OwnPasswordForm(), form))
    own.rename_passkey(staff().account_id, passkey_id, form.name, now=now())
    flash(_("パスキーの名前を変えました。"), "success")
    return redirect(url_for(".passkeys"), code=303)


@blueprint.post(f"/account/passkeys/{PASSKEY}/remove")
@allow(ALL_STAFF)
def remove_passkey(passkey_id: int) -> ResponseReturnValue:
    """Remove it after the password; not the last second factor, where one is required."""
    count_sign_in()
    form = OwnPasswordForm.parse(request.form)
    if form.errors:
        return form.with_status(_page(passkey_id, form))
    needs_one = services().config.requires_second_factor
    try:
        check_password_again(form.password)
        own.remove_passkey(staff().account_id, passkey_id, needs_one=needs_one, now=now())
    except WrongPassword as refused:
        return form.with_status(_page(passkey_id, form.with_error("password", wrong_own_password())), refused)
    except (AccountLocked, LastSecondFactor) as refused:
        return form.with_status(_page(passkey_id, form, refusal=explain_to_staff(refused)), refused)
    flash(_("パスキーを削除しました。端末に残っているものは、端末の設定で消してください。"), "success")
    return redirect(url_for(".passkeys"), code=303)


def _list_page(form: OwnPasswordForm, refusal: Explanation | None = None) -> str:
    return page(
        "desk/passkeys/list.html",
        passkeys=own.passkeys_of(staff().account_id),
        errors=form.errors,
        explanation=refusal,
        factors=own_factors(),
        has_passkeys=site() is not None,
    )


def _page(
    passkey_id: int, password: OwnPasswordForm, name: NameForm | None = None, refusal: Explanation | None = None
) -> str:
    found = of_account(staff().account_id, passkey_id)
    return page(
        "desk/passkeys/passkey.html",
        passkey=found,
        name=name.name if name else found.name,
        errors={**(name.errors if name else {}), **password.errors},
        explanation=refusal,
    )
