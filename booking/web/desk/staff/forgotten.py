"""Staff who have forgotten their password ask for a link by mail."""

from datetime import UTC, datetime

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.core.rate_limits import count_key_request
from booking.core.texts import _
from booking.people.permissions import ANYONE, allow
from booking.people.staff_accounts.reset import request_staff_reset
from booking.services import services
from booking.web.accounts.address_form import AddressForm
from booking.web.accounts.askers import who_asks
from booking.web.desk.blueprint import blueprint
from booking.web.desk.page import page
from booking.web.session import now


@blueprint.get("/forgotten")
@allow(ANYONE)
def forgotten() -> str:
    """Ask for the mail address."""
    return _page(AddressForm(""))


@blueprint.post("/forgotten")
@allow(ANYONE)
def request_link() -> ResponseReturnValue:
    """Mail a link; the answer is the same if nobody has the address."""
    count_key_request()
    form = AddressForm.parse(request.form)
    if form.errors:
        return form.with_status(_page(form))
    request_staff_reset(
        form.address,
        asker=who_asks(form.address),
        keys=services().keys,
        now=now(),
        real_now=datetime.now(UTC),
    )
    flash(
        _(
            "職員として登録されているアドレスなら、パスワードを決めなおすメールが届きます（50分、使えます）。"
            "届かないときは、迷惑メールに入っていないか確かめ、管理者に知らせてください。"
        ),
        "success",
    )
    return redirect(url_for(".sign_in"), code=303)


def _page(form: AddressForm) -> str:
    return page("desk/staff/forgotten.html", form=form, errors=form.errors)
