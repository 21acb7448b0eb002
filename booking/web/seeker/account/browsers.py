"""The browsers in which one is signed in, with "end this one" and "end all others"."""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.core.texts import _
from booking.people.permissions import ACCOUNT_OWNERS, allow
from booking.people.sign_in import browsers as ending
from booking.people.sign_in.passkeys_kept import has_passkey
from booking.web import session
from booking.web.forms import figures, whole_number
from booking.web.seeker.blueprint import blueprint
from booking.web.session import now
from database.base import db

_LONGEST_ID = 9


@blueprint.get("/mypage/browsers")
@allow(ACCOUNT_OWNERS)
def browsers() -> str:
    """The list."""
    who = session.account_owner()
    found = ending.browsers_of(who.account_id, token=session.token(), real_now=datetime.now(UTC))
    return render_template(
        "seeker/account/browsers.html",
        signed_in_browsers=[one for one in found if one.sign_in_id is not None],
        trusted_browsers=[one for one in found if one.sign_in_id is None],
        has_passkey=has_passkey(db.session(), who.account_id),
    )


@blueprint.post("/mypage/browsers/end")
@allow(ACCOUNT_OWNERS)
def end_browser() -> ResponseReturnValue:
    """Sign one browser out; one that has ended meanwhile is no error."""
    ending.end_browser(session.account_owner(), sign_in_id=_id("sign_in"), trusted_id=_id("trusted"), now=now())
    flash(_("ログアウトしました。"), "success")
    return redirect(url_for(".browsers"), code=303)


@blueprint.post("/mypage/browsers/end-others")
@allow(ACCOUNT_OWNERS)
def end_other_browsers() -> ResponseReturnValue:
    """Sign all others out."""
    session.renew(ending.end_other_browsers(session.account_owner(), token=session.token(), now=now()))
    flash(_("この端末・ブラウザーのほかは、すべてログアウトしました。"), "success")
    return redirect(url_for(".browsers"), code=303)


def _id(name: str) -> int | None:
    return whole_number(figures(request.form, name), digits=_LONGEST_ID)
