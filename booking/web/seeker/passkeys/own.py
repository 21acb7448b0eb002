"""The passkeys of a seeker: the list, a new one after the password, its name, its end."""

from datetime import UTC, datetime

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.core.explain import Explanation, explain
from booking.core.input.parsing import LARGEST_ID
from booking.core.rate_limits import count_sign_in
from booking.people.passkeys import own
from booking.people.passkeys.make import begin_passkey
from booking.people.passkeys.refusals import PasskeyEnded, PasskeyNotMade, TooManyPasskeys
from booking.people.permissions import ACCOUNT_OWNERS, allow
from booking.people.refusals import AccountLocked, WrongPassword
from booking.web import session
from booking.web.accounts.own_account import OwnPasswordForm, check_password_again, wrong_own_password
from booking.web.accounts.own_passkeys import OwnPasskeys
from booking.web.accounts.passkeys import keep_made, keep_to_make, name_of_made, required_site, site
from booking.web.seeker.blueprint import blueprint
from database.transactions import transact

_ONE = f"/mypage/passkeys/<int(max={LARGEST_ID}):passkey_id>"
_PAGES = OwnPasskeys(
    account_id=lambda: session.account_owner().account_id,
    folder="seeker/passkeys",
    frame=render_template,
    explain=explain,
    listed_at="seeker.passkeys",
)


@blueprint.get("/mypage/passkeys")
@allow(ACCOUNT_OWNERS)
def passkeys() -> ResponseReturnValue:
    """The list, and the way to another one."""
    return _list_page(OwnPasswordForm())


@blueprint.post("/mypage/passkeys")
@allow(ACCOUNT_OWNERS)
def begin_passkey_of_seeker() -> ResponseReturnValue:
    """Ask for the password; then the device is asked for a passkey."""
    count_sign_in()
    required_site()
    form = OwnPasswordForm.parse(request.form)
    if form.errors:
        return form.with_status(_list_page(form))
    account_id, real_now = session.account_owner().account_id, datetime.now(UTC)
    try:
        check_password_again(form.password)
        keep_to_make(transact(lambda db_session: begin_passkey(db_session, account_id, real_now=real_now)))
    except WrongPassword as refused:
        return form.with_status(_list_page(form.with_error("password", wrong_own_password())), refused)
    except (AccountLocked, TooManyPasskeys) as refused:
        return form.with_status(_list_page(form, explain(refused)), refused)
    return redirect(url_for(".new_passkey"), code=303)


@blueprint.get("/mypage/passkeys/new")
@allow(ACCOUNT_OWNERS)
def new_passkey() -> ResponseReturnValue:
    """The button that asks the device; without the password before it, the way back to it."""
    return _PAGES.new()


@blueprint.post("/mypage/passkeys/new")
@allow(ACCOUNT_OWNERS)
def make_passkey() -> ResponseReturnValue:
    """Keep what the device has made."""
    try:
        keep_made(session.account_owner().account_id, name_of_made())
    except (PasskeyEnded, PasskeyNotMade, TooManyPasskeys) as refused:
        return _PAGES.not_made(refused)
    return _PAGES.made()


@blueprint.get(_ONE)
@allow(ACCOUNT_OWNERS)
def passkey(passkey_id: int) -> ResponseReturnValue:
    """One passkey."""
    return _PAGES.one(passkey_id)


@blueprint.post(f"{_ONE}/name")
@allow(ACCOUNT_OWNERS)
def rename_passkey(passkey_id: int) -> ResponseReturnValue:
    """Call it otherwise."""
    return _PAGES.rename(passkey_id)


@blueprint.post(f"{_ONE}/remove")
@allow(ACCOUNT_OWNERS)
def remove_passkey(passkey_id: int) -> ResponseReturnValue:
    """Remove it after the password."""
    return _PAGES.remove(passkey_id)


def _list_page(form: OwnPasswordForm, refusal: Explanation | None = None) -> str:
    found = own.passkeys_of(session.account_owner().account_id)
    return render_template(
        "seeker/passkeys/list.html",
        passkeys=found,
        form=form,
        errors=form.errors,
        refusal=refusal,
        has_passkeys=site() is not None,
    )
