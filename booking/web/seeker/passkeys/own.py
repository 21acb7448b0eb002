"""The passkeys of a seeker: the list, a new one after the password, its name, its end."""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.core.explain import Explanation, explain
from booking.core.input.parsing import LARGEST_ID
from booking.core.rate_limits import count_sign_in
from booking.core.texts import _
from booking.people.passkeys import own
from booking.people.passkeys.make import begin_passkey
from booking.people.passkeys.refusals import PasskeyEnded, PasskeyNotMade, TooManyPasskeys
from booking.people.permissions import ACCOUNT_OWNERS, allow
from booking.people.refusals import AccountLocked, WrongPassword
from booking.web import session
from booking.web.accounts.own_account import OwnPasswordForm, check_password_again, wrong_own_password
from booking.web.accounts.passkeys import (
    NameForm,
    keep_made,
    keep_to_make,
    name_of_made,
    of_account,
    options_to_make,
    required_site,
    site,
    suggested_name,
)
from booking.web.seeker.blueprint import blueprint
from booking.web.session import now
from database.transactions import transact

_ONE = f"/mypage/passkeys/<int(max={LARGEST_ID}):passkey_id>"


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
    options = options_to_make(session.account_owner().account_id)
    if options is None:
        return redirect(url_for(".passkeys"), code=303)
    return render_template("seeker/passkeys/new.html", options=options, name=suggested_name())


@blueprint.post("/mypage/passkeys/new")
@allow(ACCOUNT_OWNERS)
def make_passkey() -> ResponseReturnValue:
    """Keep what the device has made."""
    try:
        keep_made(session.account_owner().account_id, name_of_made())
    except (PasskeyEnded, PasskeyNotMade, TooManyPasskeys) as refused:
        why = explain(refused)
        flash(why.sentences, "error")
        return redirect(url_for(".passkeys"), code=303)
    flash(_("パスキーを登録しました。次から「パスキーでログイン」を使えます。"), "success")
    return redirect(url_for(".passkeys"), code=303)


@blueprint.get(_ONE)
@allow(ACCOUNT_OWNERS)
def passkey(passkey_id: int) -> ResponseReturnValue:
    """One passkey."""
    return _page(passkey_id, OwnPasswordForm())


@blueprint.post(f"{_ONE}/name")
@allow(ACCOUNT_OWNERS)
def rename_passkey(passkey_id: int) -> ResponseReturnValue:
    """Call it otherwise."""
    form = NameForm.parse(request.form)
    if form.errors:
        return form.with_status(_page(passkey_id, OwnPasswordForm(), form))
    own.rename_passkey(session.account_owner().account_id, passkey_id, form.name, now=now())
    flash(_("パスキーの名前を変えました。"), "success")
    return redirect(url_for(".passkeys"), code=303)


@blueprint.post(f"{_ONE}/remove")
@allow(ACCOUNT_OWNERS)
def remove_passkey(passkey_id: int) -> ResponseReturnValue:
    """Remove it after the password."""
    count_sign_in()
    form = OwnPasswordForm.parse(request.form)
    if form.errors:
        return form.with_status(_page(passkey_id, form))
    try:
        check_password_again(form.password)
    except WrongPassword as refused:
        return form.with_status(_page(passkey_id, form.with_error("password", wrong_own_password())), refused)
    except AccountLocked as refused:
        return form.with_status(_page(passkey_id, form, refusal=explain(refused)), refused)
    own.remove_passkey(session.account_owner().account_id, passkey_id, now=now())
    flash(_("パスキーを削除しました。端末に残っているものは、端末の設定で消してください。"), "success")
    return redirect(url_for(".passkeys"), code=303)


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


def _page(
    passkey_id: int, password: OwnPasswordForm, name: NameForm | None = None, refusal: Explanation | None = None
) -> str:
    found = of_account(session.account_owner().account_id, passkey_id)
    return render_template(
        "seeker/passkeys/passkey.html",
        passkey=found,
        name=name.name if name else found.name,
        errors={**(name.errors if name else {}), **password.errors},
        refusal=refusal,
    )
