"""The inbox: messages are facts, and their text is rendered when they are shown."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app, render_template, request
from markupsafe import Markup

from booking.accounts.permissions import SEEKERS, allow
from booking.actions.read_message import read_message
from booking.announcements import seeker_inbox
from booking.errors import UnknownMessage
from booking.queries.letters import facts_of
from booking.services import services
from booking.web.seeker.door import blueprint
from booking.web.session import now, seeker_id
from database.base import db
from notifier.inbox import message_of, messages_of
from notifier.render import render
from notifier.tables import Message

_A_PAGE = 20
_LARGEST_ID = 2**31 - 1


@dataclass(frozen=True)
class _Line:
    """A message in the list."""

    id: int
    subject: str
    made_at: datetime
    unread: bool


@blueprint.get("/mypage/messages")
@allow(SEEKERS)
def messages() -> str:
    """The newest messages, or those before `?before=`."""
    found = messages_of(db.session(), seeker_inbox(seeker_id()), most=_A_PAGE + 1, before=_before())
    return render_template(
        "seeker/messages.html",
        lines=[_line(message) for message in found[:_A_PAGE]],
        before=_before(),
        older=found[_A_PAGE - 1].id if len(found) > _A_PAGE else None,
    )


@blueprint.get(f"/mypage/messages/<int(max={_LARGEST_ID}):message_id>")
@allow(SEEKERS)
def message(message_id: int) -> str:
    """One message, which counts as read from now on."""
    inbox = seeker_inbox(seeker_id())
    found = message_of(db.session(), inbox, message_id)
    if found is None:
        raise UnknownMessage(None)
    if found.read_at is None:
        read_message(inbox, message_id, now=now())
    facts = _facts(found)
    return render_template(
        "seeker/message.html",
        message=found,
        subject=_rendered(found, "subject.txt", facts),
        # The template escapes what it shows; this only says that it did.
        body=Markup(_rendered(found, "inbox.html", facts)),  # noqa: S704  rendered with autoescape
        booking=facts.get("booking"),
        office=facts.get("office"),
    )


def _line(found: Message) -> _Line:
    subject = _rendered(found, "subject.txt", _facts(found))
    return _Line(found.id, subject, found.made_at, found.read_at is None)


def _facts(found: Message) -> dict[str, Any]:
    return facts_of(db.session(), found, keys=services().keys, base_url=services().config.base_url)


def _rendered(found: Message, part: str, facts: dict[str, Any]) -> str:
    return render(current_app.jinja_env, found.kind, part, facts)


def _before() -> int | None:
    given = request.args.get("before", type=int)
    return given if given is not None and 0 < given <= _LARGEST_ID else None
