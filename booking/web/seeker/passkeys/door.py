"""Signing in to my-page with a passkey, by a button that only scripts show."""

from flask import flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.core.explain import explain
from booking.core.rate_limits import count_sign_in
from booking.people.passkeys.refusals import PasskeyCopied, PasskeyEnded, WrongPasskey
from booking.people.permissions import ANYONE, allow
from booking.people.refusals import MyPageClosed
from booking.tables import Realm
from booking.web.accounts.passkeys import ask_any, check_shown
from booking.web.seeker.blueprint import blueprint
from booking.web.seeker.sign_in import come_in
from booking.web.way_back import local_path


@blueprint.post("/login/passkey/options")
@allow(ANYONE)
def passkey_options() -> ResponseReturnValue:
    """What the device is asked, for the page's script."""
    count_sign_in()
    return jsonify(ask_any())


@blueprint.post("/login/passkey")
@allow(ANYONE)
def sign_in_with_passkey() -> ResponseReturnValue:
    """Sign in, or say why not on the sign-in page, where the password is another way."""
    count_sign_in()
    try:
        entered = check_shown(Realm.MY_PAGE)
    except (WrongPasskey, PasskeyCopied, PasskeyEnded, MyPageClosed) as refused:
        why = explain(refused)
        flash(why.sentences, "error")
        return redirect(url_for(".sign_in", next=local_path(request.args.get("next"))), code=303)
    return come_in(entered)
