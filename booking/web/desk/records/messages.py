"""What the office told a seeker, as they read it; what joins a meeting is left out, since showing it is audited."""

from dataclasses import replace
from typing import Any

from flask import current_app, url_for
from markupsafe import Markup
from sqlalchemy import Select

from booking.announcements.kinds import KINDS
from booking.core.input.parsing import LARGEST_ID
from booking.core.texts import _
from booking.core.texts.languages import speaking
from booking.core.texts.ruby import in_brackets
from booking.history.messages import message_among, messages_about, messages_here
from booking.messages.channels.languages import language_of_receiver
from booking.messages.letters.letter import facts_of
from booking.messages.refusals import UnknownMessage
from booking.messages.words import kind_name
from booking.people.permissions import RECEPTION, allow
from booking.services import services
from booking.web.desk.blueprint import blueprint
from booking.web.desk.own_booking import own_booking
from booking.web.desk.page import page
from booking.web.desk.people.seeker_access import opened_seeker
from booking.web.desk.records.rows import became_of
from booking.web.desk.url_params import SEEKER
from booking.web.session import now, staff
from database.base import db
from notifier.render import render
from notifier.tables import Message

_MESSAGE = f"<int(max={LARGEST_ID}):message_id>"


@blueprint.get(f"/seekers/{SEEKER}/messages/{_MESSAGE}")
@allow(RECEPTION)
def seeker_message(seeker_id: int, message_id: int) -> str:
    """A message to a person: about themselves, or about what one of the own offices did."""
    person = opened_seeker(seeker_id)
    found = _one(messages_here(person.id, staff().office_ids), message_id)
    return _message_page(found, back=url_for("desk.seeker_history", seeker_id=seeker_id))


@blueprint.get(f"/bookings/<number>/messages/{_MESSAGE}")
@allow(RECEPTION)
def booking_message(number: str, message_id: int) -> str:
    """A message about a booking of the own offices, whosever the person is."""
    found = _one(messages_about(own_booking(number)), message_id)
    return _message_page(found, back=url_for("desk.booking_history", number=number))


def _one(among: Select[Any], message_id: int) -> Message:
    found = message_among(db.session(), among, message_id)
    if found is None or found.kind not in KINDS:
        raise UnknownMessage(None)
    return found


def _message_page(found: Message, *, back: str) -> str:
    given = services()
    facts = _without_details(facts_of(db.session(), found, keys=given.keys, base_url=given.config.base_url, now=now()))
    spoken, env = language_of_receiver(db.session(), found), current_app.jinja_env
    with speaking(spoken, to_a_page=True):
        subject = in_brackets(render(env, found.kind, "subject.txt", facts))
        # The template escapes what it shows; this only says that it did.
        body = Markup(render(env, found.kind, "inbox.html", facts))  # noqa: S704  rendered with autoescape
    return page(
        "desk/records/message.html",
        back=back,
        name=kind_name(found.kind),
        made_at=found.made_at,
        became=became_of(found),
        spoken=spoken,
        subject=subject,
        body=body,
    )


def _without_details(facts: dict[str, Any]) -> dict[str, Any]:
    """What joins the meeting is shown on the booking's page alone, on a click."""
    details = facts.get("details")
    if details is None or not details.issued:
        return facts
    hidden = _(
        "（ミーティングID、パスコード、リンクは、ここには表示しません。予約の画面で、本人確認のあと表示できます。）"
    )
    return {**facts, "details": replace(details, meeting_id="", passcode="", join_url=""), "withheld": hidden}
