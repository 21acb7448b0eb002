"""「求職者情報・設定」: what the office has on record of the seeker, and what can be set."""

from flask import render_template

from booking.core.texts.languages import Language
from booking.people.permissions import SEEKERS, allow
from booking.tables import Account, Seeker
from booking.web.seeker.blueprint import blueprint
from booking.web.session import account_owner, now, seeker_id
from calendars.office_time import day_of
from database.base import db


@blueprint.get("/mypage/settings")
@allow(SEEKERS)
def settings() -> str:
    """The record as it is, the mail address partly hidden: whoever looks over a shoulder does not read it."""
    person = db.session.get_one(Seeker, seeker_id())
    account = db.session.get_one(Account, account_owner().account_id)
    return render_template(
        "seeker/settings.html",
        person=person,
        office=person.office,
        today=day_of(now()),
        written_to_in=account.language or Language.JAPANESE,
    )
