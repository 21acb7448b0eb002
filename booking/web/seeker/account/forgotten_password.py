"""A forgotten password is set anew by a key that comes by mail (user manual ch. 3).

Which key this browser was sent stands in its session; who closes the browser begins again, as the manual says.
"""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.core.explain import Explanation
from booking.core.rate_limits import count_key_request
from booking.core.texts import _
from booking.people.permissions import ANYONE, allow
from booking.people.sign_in import reset_password as resetting
from booking.services import services
from booking.tables import KeyPurpose
from booking.web.accounts.address_form import AddressForm
from booking.web.accounts.askers import who_asks
from booking.web.seeker.account.key_step import KeyStep
from booking.web.seeker.account.new_password_form import NewPasswordForm
from booking.web.seeker.account.sent_key import forget_key, remember_key, sent_key
from booking.web.seeker.blueprint import blueprint
from booking.web.session import now


@blueprint.get("/password/forgotten")
@allow(ANYONE)
def forgotten_password() -> str:
    """Ask for the mail address."""
    return _address_page(AddressForm(""))


@blueprint.post("/password/forgotten")
@allow(ANYONE)
def request_reset_key() -> ResponseReturnValue:
    """Mail a key, whoever has the address; the answer is the same if nobody has."""
    count_key_request()
    form = AddressForm.parse(request.form)
    if form.errors:
        return form.with_status(_address_page(form))
    key_id = resetting.request_reset(
        form.address,
        asker=who_asks(form.address),
        replaces=sent_key(KeyPurpose.RESET),
        keys=services().keys,
        now=now(),
        real_now=datetime.now(UTC),
    )
    remember_key(KeyPurpose.RESET, key_id)
    return redirect(url_for(".reset_password"), code=303)


@blueprint.get("/password/reset")
@allow(ANYONE)
def reset_password() -> ResponseReturnValue:
    """Ask for the key and the new password."""
    return _key_step().ask(NewPasswordForm())


@blueprint.post("/password/reset")
@allow(ANYONE)
def set_password() -> ResponseReturnValue:
    """Set the new password."""
    return _key_step().take(_reset)


def _key_step() -> KeyStep[NewPasswordForm]:
    return KeyStep(KeyPurpose.RESET, NewPasswordForm.parse, _password_page, lambda: url_for(".forgotten_password"))


def _reset(key_id: int, form: NewPasswordForm) -> ResponseReturnValue:
    resetting.reset_password(key_id, form.key, form.password, now=now(), real_now=datetime.now(UTC))
    forget_key(KeyPurpose.RESET)
    flash(_("パスワードを再登録しました。新しいパスワードでログインしてください。"), "success")
    return redirect(url_for(".sign_in"), code=303)


def _address_page(form: AddressForm) -> str:
    return render_template("seeker/account/forgotten_password.html", form=form, errors=form.errors)


def _password_page(form: NewPasswordForm, refusal: Explanation | None) -> str:
    return render_template("seeker/account/reset_password.html", form=form, errors=form.errors, refusal=refusal)
