"""The passkeys of a member of staff: the list, a new one after password and second factor, its name, its end."""

from datetime import UTC, datetime

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.core.explain import Explanation, explain_to_staff
from booking.core.rate_limits import count_sign_in
from booking.people.passkeys import own
from booking.people.passkeys.refusals import PasskeyEnded, PasskeyNotMade, TooManyPasskeys
from booking.people.permissions import ALL_STAFF, allow
from booking.people.refusals import WrongPassword
from booking.people.second_factors.own_passkeys import begin_passkey_of_staff, keep_passkey_of_staff
from booking.people.second_factors.recovery_codes import new_recovery_codes
from booking.services import services
from booking.web.accounts.own_account import OwnPasswordForm, check_password_again, own_login, wrong_own_password
from booking.web.accounts.own_passkeys import OwnPasskeys
from booking.web.accounts.passkeys import keep_to_make, made_here, name_of_made, required_site, site
from booking.web.desk.blueprint import blueprint
from booking.web.desk.page import page
from booking.web.desk.staff.proof import NOT_SHOWN, code_or_passkey, own_factors, sent_proof
from booking.web.desk.staff.shown_codes import recovery_codes_page
from booking.web.desk.url_params import PASSKEY
from booking.web.session import now, staff

_PAGES = OwnPasskeys(
    account_id=lambda: staff().account_id,
    folder="desk/passkeys",
    frame=page,
    explain=explain_to_staff,
    listed_at="desk.passkeys",
)


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
    return _PAGES.new(action=url_for(".make_passkey"), back=url_for(".passkeys"))


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
        return _PAGES.not_made(refused)
    if is_first:
        return recovery_codes_page(codes, login=own_login(), way_on=url_for(".passkeys"))
    return _PAGES.made()


@blueprint.get(f"/account/passkeys/{PASSKEY}")
@allow(ALL_STAFF)
def passkey(passkey_id: int) -> ResponseReturnValue:
    """One passkey."""
    return _PAGES.one(passkey_id)


@blueprint.post(f"/account/passkeys/{PASSKEY}/name")
@allow(ALL_STAFF)
def rename_passkey(passkey_id: int) -> ResponseReturnValue:
    """Call it otherwise."""
    return _PAGES.rename(passkey_id)


@blueprint.post(f"/account/passkeys/{PASSKEY}/remove")
@allow(ALL_STAFF)
def remove_passkey(passkey_id: int) -> ResponseReturnValue:
    """Remove it after the password; not the last second factor, where one is required."""
    return _PAGES.remove(passkey_id, needs_one=services().config.requires_second_factor)


def _list_page(form: OwnPasswordForm, refusal: Explanation | None = None) -> str:
    return page(
        "desk/passkeys/list.html",
        passkeys=own.passkeys_of(staff().account_id),
        errors=form.errors,
        refusal=refusal,
        factors=own_factors(),
        has_passkeys=site() is not None,
    )
