"""Ending a person's signed-in browsers, calendar addresses and tokens in one act, with the person on the phone."""

from datetime import UTC, datetime

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from booking.core.texts import _
from booking.people.permissions import RECEPTION, allow
from booking.people.records import end_access as ending
from booking.people.records.access import access_of
from booking.web.desk.blueprint import blueprint
from booking.web.desk.page import page
from booking.web.desk.people.seeker_access import opened_seeker, refuse_unless_checked_lately
from booking.web.desk.url_params import SEEKER
from booking.web.session import now, staff
from database.base import db


@blueprint.get(f"/seekers/{SEEKER}/access")
@allow(RECEPTION)
def access(seeker_id: int) -> str:
    """What would be ended."""
    person = opened_seeker(seeker_id)
    refuse_unless_checked_lately(seeker_id)
    return page("desk/end_access.html", seeker=person, access=access_of(db.session(), seeker_id, real_now=real_now()))


@blueprint.post(f"/seekers/{SEEKER}/access")
@allow(RECEPTION)
def end_access(seeker_id: int) -> ResponseReturnValue:
    """End it all."""
    opened_seeker(seeker_id)
    refuse_unless_checked_lately(seeker_id)
    ended = ending.end_access(seeker_id, actor=staff().actor, now=now(), real_now=real_now())
    flash(
        _(
            "ログイン中の端末%(browsers)s台、カレンダーのアドレス%(feeds)s件、トークン%(tokens)s件を終わらせました。"
            "パスワードを知られたおそれがあるときは、「パスワードをお忘れの方」から変えるよう、お伝えください。",
            browsers=ended.sign_ins,
            feeds=ended.feeds,
            tokens=ended.tokens,
        ),
        "success",
    )
    return redirect(url_for("desk.seeker", seeker_id=seeker_id), code=303)


def real_now() -> datetime:
    """The moment by which sign-ins and keys go."""
    return datetime.now(UTC)
