"""What seekers may change about their own sign-in, under the guide's names: 求職者情報・設定, 各種設定."""

from flask import render_template
from flask.typing import ResponseReturnValue

from booking.people.permissions import ACCOUNT_OWNERS, allow
from booking.tables import Account
from booking.web import session
from booking.web.accounts.passkeys import site
from booking.web.seeker.blueprint import blueprint
from database.base import db


@blueprint.get("/mypage/sign-in")
@allow(ACCOUNT_OWNERS)
def sign_in_settings() -> ResponseReturnValue:
    """The ways to password, mail address and browsers."""
    login = db.session.get_one(Account, session.account_owner().account_id).login
    return render_template("seeker/account/sign_in_settings.html", login=login, has_passkeys=site() is not None)
