"""The seeker's inbox: messages are facts, and their text is rendered when they are read."""

from typing import Any

from flask import current_app

from booking.announcements.announce import seeker_inbox
from booking.api.blueprint import blueprint
from booking.api.callers import caller, now
from booking.api.operations import operation
from booking.api.paging import next_page
from booking.api.shapes import MessageOut, MessageQuery, Messages
from booking.messages.letters.letter import facts_of
from booking.people.permissions import INBOX_READERS, allow
from booking.services import services
from database.base import db
from notifier.inbox import Told, messages_of
from notifier.render import render


@blueprint.get("/inbox")
@allow(INBOX_READERS)
@operation(Messages)
def inbox(query: MessageQuery) -> Messages:
    """Read the messages, the newest first."""
    recipient = seeker_inbox(caller().as_seeker)
    found = messages_of(db.session(), recipient, most=query.limit + 1, before=query.before)
    page = found[: query.limit]
    return Messages(
        items=tuple(_out(message) for message in page),
        next=next_page(before=page[-1].id, limit=query.limit) if len(found) > query.limit else None,
    )


def _out(message: Told) -> MessageOut:
    facts = facts_of(db.session(), message, keys=services().keys, base_url=services().config.base_url, now=now())
    booking = facts.get("booking")
    return MessageOut(
        id=message.id,
        kind=message.kind,
        subject=_rendered(message, "subject.txt", facts),
        html=_rendered(message, "inbox.html", facts),
        made_at=message.made_at,
        read_at=message.read_at,
        booking=booking.number if booking else None,
        void=facts.get("void", False),
    )


def _rendered(message: Told, part: str, facts: dict[str, Any]) -> str:
    return render(current_app.jinja_env, message.kind, part, facts).strip()
