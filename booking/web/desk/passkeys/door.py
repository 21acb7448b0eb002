"""Staff sign in with a passkey, by a button that only scripts show: it stands for password and second factor."""

from flask import flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.core.explain import explain_to_staff
from booking.core.rate_limits import count_sign_in
from booking.people.passkeys.refusals import PasskeyCopied, PasskeyEnded, WrongPasskey
from booking.people.permissions import ANYONE, allow
from booking.people.refusals import AccountDisabled
from booking.tables import Realm
from booking.web.accounts.passkeys import ask_any, check_shown
from booking.web.accounts.signing_in import enter
from booking.web.desk.blueprint import blueprint
from booking.web.way_back import local_path


@blueprint.post("/login/passkey/options")
@allow(ANYONE)
def passkey_options() -> ResponseReturnValue:
    """What the device is asked, for the script of the page, at the door and where a second factor is shown."""
    count_sign_in()
    return jsonify(ask_any())


@blueprint.post("/login/passkey")
@allow(ANYONE)
def sign_in_with_passkey() -> ResponseReturnValue:
    """Sign in, or say why not on the page with the button, where there is another way."""
    count_sign_in()
    wanted = local_path(request.args.get("next"))
    try:
        enter(check_shown(Realm.DESK))
    except (WrongPasskey, PasskeyCopied, PasskeyEnded, AccountDisabled) as refused:
        why = explain_to_staff(refused)
        flash(why.sentences, "error")
        came_from = ".second_step" if request.args.get("after") == "password" else ".sign_in"
        return redirect(url_for(came_from, next=wanted), code=303)
    return redirect(wanted or url_for(".home"), code=303)
