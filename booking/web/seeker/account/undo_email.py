"""The link in the mail to an old address: takes a change back that somebody else made."""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from booking.availability.offices import contact_of
from booking.core.explain import explain
from booking.core.rate_limits import count_sign_in
from booking.core.texts import _
from booking.people.account_keys.refusals import KeyEnded
from booking.people.account_keys.spend import key_of_link
from booking.people.permissions import ANYONE, allow
from booking.people.refusals import EmailTaken
from booking.people.sign_in import undo_email as undoing
from booking.services import services
from booking.tables import KeyPurpose
from booking.web import session
from booking.web.seeker.blueprint import blueprint
from booking.web.session import now
from database.base import db

_PAGE = "seeker/account/undo_email.html"


@blueprint.get("/email/undo/<token>")
@allow(ANYONE)
def undo_email(token: str) -> ResponseReturnValue:
    """Say what the link does: programs that look at mails open links, and nothing is done by that."""
    try:
        key_of_link(db.session(), token, purpose=KeyPurpose.UNDO_EMAIL, real_now=datetime.now(UTC))
    except KeyEnded as refused:
        return _ended_page(token), refused.http_status
    return render_template(_PAGE, token=token)


@blueprint.post("/email/undo/<token>")
@allow(ANYONE)
def submit_undo_email(token: str) -> ResponseReturnValue:
    """Put the old address back; the way on is a new password."""
    count_sign_in()
    try:
        undoing.undo_change(token, keys=services().keys, now=now(), real_now=datetime.now(UTC))
    except KeyEnded as refused:
        return _ended_page(token), refused.http_status
    except EmailTaken as refused:
        return render_template(_PAGE, token=token, refusal=explain(refused)), refused.http_status
    session.end()
    flash(
        _("メールアドレスを元に戻し、すべての端末をログアウトしました。つづけて、新しいパスワードを登録してください。"),
        "success",
    )
    return redirect(url_for(".forgotten_password"), code=303)


def _ended_page(token: str) -> str:
    office = undoing.office_of_link(db.session(), token)
    return render_template(_PAGE, token=None, office=contact_of(office) if office else None)
